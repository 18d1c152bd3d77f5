using System.Globalization;
using System.Text;
using System.Text.Json;

namespace VoiceLake.Lake.Delta;

/// <summary>The commit log of one table: reads snapshots, adds commits.</summary>
internal sealed class DeltaLog(ILakeStore store, string table, LakePath folder)
{
    /// <summary>The folder of the log.</summary>
    public LakePath Folder { get; } = folder.Child("_delta_log");

    /// <summary>The versions whose commits are there, in order.</summary>
    public async Task<IReadOnlyList<long>> ListVersionsAsync(CancellationToken cancellationToken) => (await ListAsync(cancellationToken)).Commits;

    /// <summary>The table at a version, or the newest; null where there is no table.</summary>
    public async Task<DeltaState?> FindAsync(long? version, CancellationToken cancellationToken)
    {
        var log = await ListAsync(cancellationToken);
        if (log.Newest < 0)
        {
            return null;
        }

        var last = version ?? log.Newest;
        var state = new DeltaState(table);
        if (log.CheckpointBefore(last) is { } checkpoint)
        {
            state.Apply(checkpoint.Version, await DeltaCheckpoint.ReadAsync(store, checkpoint.Parts, cancellationToken));
        }

        foreach (var each in log.Commits.Where(each => each > state.Version && each <= last))
        {
            if (state.Version < 0 && each > 0)
            {
                throw new LakeTableNotFoundException(table, $"{table} can no longer be read at version {last}: its log starts at version {each}, and no checkpoint stands before. Ask for a newer version.");
            }

            state.Apply(each, await ReadAsync(each, cancellationToken));
        }

        return state.Version == last ? state : throw new LakeTableNotFoundException(table, $"{table} has no version {last}: the newest is {log.Newest}.");
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

    private async Task<DeltaLogListing> ListAsync(CancellationToken cancellationToken)
    {
        var listing = new DeltaLogListing();
        await foreach (var found in store.ListAsync(Folder with { Name = Folder.Name + "/" }, cancellationToken))
        {
            listing.Add(found.Path);
        }

        return listing;
    }

    private LakePath PathOf(long version) => Folder.Child(string.Create(CultureInfo.InvariantCulture, $"{version:d20}.json"));
}
