using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace VoiceLake.Lake.Delta;

/// <summary>The commit log of one table: reads snapshots, adds commits.</summary>
/// <remarks>What was read once is not read again: a later snapshot takes up the one before, as long as its last commit is still the same object.</remarks>
internal sealed class DeltaLog(ILakeStore store, string table, LakePath folder)
{
    /// <summary>What helps where a file of a table is gone or is not what it was.</summary>
    public const string Remedy = "Bring the file back from a copy of the lake, or delete the folder of the table and run its stage again.";

    // Commits are small and lakes may be far away: so many are asked for at a time.
    private const int ReadAhead = 8;

    private static readonly UTF8Encoding StrictText = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private KnownState? _known;

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
        var state = Known(log, last);
        if (log.CheckpointBefore(last) is { } checkpoint && checkpoint.Version > (state?.Version ?? -1))
        {
            state = new DeltaState(table);
            state.Apply(checkpoint.Version, await DeltaCheckpoint.ReadAsync(store, checkpoint.Parts, cancellationToken));
        }

        state ??= new DeltaState(table);
        var from = state.Version;
        await foreach (var (each, actions) in ReadAllAsync([.. log.Commits.Where(each => each > from && each <= last)], cancellationToken))
        {
            if (state.Version < 0 && each > 0)
            {
                throw new LakeTableNotFoundException(table, $"{table} can no longer be read at version {last}: its log starts at version {each}, and no checkpoint stands before. Ask for a newer version.");
            }

            state.Apply(each, actions);
        }

        if (state.Version != last)
        {
            throw new LakeTableNotFoundException(table, $"{table} has no version {last}: the newest is {log.Newest}.");
        }

        _known = log.ETagOf(last) is { } tag ? new KnownState(state, tag) : null;
        return state;
    }

    /// <summary>The actions of several commits, in their order.</summary>
    public async IAsyncEnumerable<(long Version, IReadOnlyList<DeltaAction> Actions)> ReadAllAsync(IReadOnlyList<long> versions, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ahead = new Queue<Task<IReadOnlyList<DeltaAction>>>();
        var next = 0;
        try
        {
            foreach (var version in versions)
            {
                for (; next < versions.Count && ahead.Count < ReadAhead; next++)
                {
                    ahead.Enqueue(ReadAsync(versions[next], stop.Token));
                }

                yield return (version, await ahead.Dequeue());
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(ahead).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>The actions of one commit.</summary>
    public async Task<IReadOnlyList<DeltaAction>> ReadAsync(long version, CancellationToken cancellationToken)
    {
        var path = PathOf(version);
        await using var stream = await store.OpenReadAsync(path, cancellationToken: cancellationToken);
        using var reader = new StreamReader(stream, StrictText);
        List<DeltaAction> actions = [];
        var line = 1;
        try
        {
            for (; await reader.ReadLineAsync(cancellationToken) is { } text; line++)
            {
                if (text.Length > 0)
                {
                    actions.Add(JsonSerializer.Deserialize(text, DeltaJson.Default.DeltaAction) is { IsWhole: true } action ? action : throw new JsonException("a member that must be there is missing"));
                }
            }
        }
        catch (Exception error) when (error is JsonException or DecoderFallbackException)
        {
            throw new LakeException($"'{path}', line {line} is no action of a Delta log: {error.Message.TrimEnd('.')}. {Remedy}", error);
        }

        // Whole lines that are gone would not be missed otherwise: our own commits say how many they have, and have none of other kinds.
        var said = actions.Select(action => action.ActionsSaid).FirstOrDefault(said => said is not null);
        var known = said is null ? actions.Count : actions.Count(action => action.IsKnown);
        return known >= Math.Max(1, said ?? 1) ? actions : throw new LakeException($"'{path}' is not whole: it holds {known} of its {said ?? 1} actions. {Remedy}");
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
            listing.Add(found);
        }

        return listing;
    }

    // A copy, since others may hold the one that was given before; none where the log was begun anew meanwhile.
    private DeltaState? Known(DeltaLogListing log, long last) =>
        _known is { } known && known.State.Version <= last && log.ETagOf(known.State.Version) == known.ETag ? known.State.Copy() : null;

    private LakePath PathOf(long version) => Folder.Child(string.Create(CultureInfo.InvariantCulture, $"{version:d20}.json"));

    private sealed record KnownState(DeltaState State, string ETag);
}
