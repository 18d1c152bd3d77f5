using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace VoiceLake.Lake.Delta;

/// <summary>The commit log of one table: reads snapshots, adds commits.</summary>
internal sealed partial class DeltaLog(ILakeStore store, string table, LakePath folder)
{
    /// <summary>The folder of the log.</summary>
    public LakePath Folder { get; } = folder.Child("_delta_log");

    /// <summary>The versions whose commits are there, in order.</summary>
    public async Task<IReadOnlyList<long>> ListVersionsAsync(CancellationToken cancellationToken)
    {
        List<long> versions = [];
        await foreach (var found in store.ListAsync(Folder with { Name = Folder.Name + "/" }, cancellationToken))
        {
            if (CommitName().Match(found.Path.Name[(Folder.Name.Length + 1)..]) is { Success: true } match)
            {
                versions.Add(long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
            }
        }

        return versions;
    }

    /// <summary>The table at a version, or the newest; null where there is no table.</summary>
    public async Task<DeltaState?> FindAsync(long? version, CancellationToken cancellationToken)
    {
        var versions = await ListVersionsAsync(cancellationToken);
        if (versions.Count == 0)
        {
            return null;
        }

        var state = new DeltaState(table);
        var last = version ?? versions[^1];
        foreach (var each in versions.Where(each => each <= last))
        {
            state.Apply(each, await ReadAsync(each, cancellationToken));
        }

        if (state.Version != last)
        {
            throw new LakeTableNotFoundException(table, $"{table} has no version {last}: it has {versions[0]} to {versions[^1]}.");
        }

        return state;
    }

    /// <summary>The actions of one commit.</summary>
    public async Task<IReadOnlyList<DeltaAction>> ReadAsync(long version, CancellationToken cancellationToken)
    {
        var path = PathOf(version);
        await using var stream = await store.OpenReadAsync(path, cancellationToken: cancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        List<DeltaAction> actions = [];
        for (var line = 1; await reader.ReadLineAsync(cancellationToken) is { } text; line++)
        {
            if (text.Length == 0)
            {
                continue;
            }

            try
            {
                actions.Add(JsonSerializer.Deserialize(text, DeltaJson.Default.DeltaAction)!);
            }
            catch (JsonException error)
            {
                throw new LakeException($"'{path}', line {line} is no action of a Delta log: {error.Message}", error);
            }
        }

        return actions;
    }

    /// <summary>Adds a commit; false where another has taken the version.</summary>
    public async Task<bool> TryCommitAsync(long version, IEnumerable<DeltaAction> actions, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        foreach (var action in actions)
        {
            content.Write(JsonSerializer.SerializeToUtf8Bytes(action, DeltaJson.Default.DeltaAction));
            content.WriteByte((byte)'\n');
        }

        content.Position = 0;
        try
        {
            await store.PutAsync(PathOf(version), content, PutCondition.IfAbsent, cancellationToken);
            return true;
        }
        catch (LakeObjectExistsException)
        {
            return false;
        }
    }

    private LakePath PathOf(long version) => Folder.Child(string.Create(CultureInfo.InvariantCulture, $"{version:d20}.json"));

    [GeneratedRegex(@"^(\d{20})\.json$")]
    private static partial Regex CommitName();
}
