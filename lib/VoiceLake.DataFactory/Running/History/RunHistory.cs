using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using VoiceLake.DataFactory.Running.History;
using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Running;

/// <summary>The runs of a factory, kept in a lake under <c>miscellaneous/factory/runs</c>: those in progress, and those of earlier programs.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed class RunHistory
{
    private readonly ConcurrentDictionary<string, RunJournal> _live = new(StringComparer.OrdinalIgnoreCase);
    private readonly ILakeStore _store;

    private RunHistory(ILakeStore store) => _store = store;

    /// <summary>The runs kept in a lake.</summary>
    public static RunHistory Open(DataLake lake)
    {
        ArgumentNullException.ThrowIfNull(lake);
        return new RunHistory(lake.Store);
    }

    /// <summary>A run, or null where there is none of this id; one whose program ended before it did is told as failed.</summary>
    /// <exception cref="LakeException">What is kept of it cannot be read.</exception>
    public async Task<PipelineRun?> FindAsync(string runId, CancellationToken cancellationToken = default) =>
        (await FindStoredAsync(runId, cancellationToken))?.Run;

    /// <summary>All runs, the newest first.</summary>
    /// <exception cref="LakeException">What is kept of one cannot be read.</exception>
    public async IAsyncEnumerable<PipelineRun> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var folder in (await FoldersAsync(cancellationToken)).Reverse())
        {
            if (await ReadAsync(folder, cancellationToken) is { } stored)
            {
                yield return stored.Run;
            }
        }
    }

    /// <summary>The tries of a run's activities: those that have ended by their end, then those in progress.</summary>
    /// <exception cref="LakeException">What is kept of one cannot be read.</exception>
    public async IAsyncEnumerable<ActivityRun> ActivitiesAsync(string runId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var stored in StoredActivitiesAsync(runId, cancellationToken))
        {
            yield return stored.Run;
        }
    }

    /// <summary>What the activities of the pipeline itself gave, by name: of each its last try, without those inside loops and branches.</summary>
    /// <exception cref="LakeException">What is kept of one cannot be read.</exception>
    public async Task<IReadOnlyDictionary<string, JsonElement>> OutputsAsync(string runId, CancellationToken cancellationToken = default)
    {
        var outputs = new Dictionary<string, JsonElement>();
        await foreach (var run in ActivitiesAsync(runId, cancellationToken))
        {
            if (run is { ParentActivity: null, Output: { } output })
            {
                outputs[run.ActivityName] = output;
            }
        }

        return outputs;
    }

    internal async IAsyncEnumerable<StoredActivity> StoredActivitiesAsync(string runId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runId);
        IReadOnlyList<ActivityRun> open = [];
        if (_live.TryGetValue(runId, out var journal))
        {
            // In this order: what ends between the two is told twice, once as in progress, rather than never.
            open = journal.Open();
            await journal.WriteAsync();
        }

        if (await FolderOfAsync(runId, cancellationToken) is not { } folder)
        {
            yield break;
        }

        var ended = new HashSet<string>();
        await foreach (var file in _store.ListAsync(folder with { Name = folder.Name + "activities-" }, cancellationToken))
        {
            await using var content = await _store.OpenReadAsync(file.Path, cancellationToken: cancellationToken);
            using var reader = new StreamReader(content);
            for (var line = 1; await reader.ReadLineAsync(cancellationToken) is { } text; line++)
            {
                var stored = Read<StoredActivity>(text, file.Path, line);
                ended.Add(stored.Run.ActivityRunId);
                yield return stored;
            }
        }

        foreach (var run in open.Where(run => !ended.Contains(run.ActivityRunId)))
        {
            yield return new StoredActivity(run);
        }
    }

    internal async Task<StoredRun?> FindStoredAsync(string runId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runId);
        return await FolderOfAsync(runId, cancellationToken) is { } folder ? await ReadAsync(folder, cancellationToken) : null;
    }

    internal async Task<RunJournal> BeginAsync(StoredRun run, CancellationToken cancellationToken)
    {
        var folder = RunFiles.Folder(run.Run);
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(run, StoredRun.Json));
        await _store.PutAsync(RunFiles.Run(folder), content, PutCondition.IfAbsent, cancellationToken);
        return _live[run.Run.RunId] = new RunJournal(_store, folder, run, ended => _live.TryRemove(ended.Run.RunId, out _));
    }

    /// <summary>Notes that a rerun has taken the place of all earlier runs of its group.</summary>
    internal async Task ReplaceAsync(PipelineRun rerun, CancellationToken cancellationToken)
    {
        foreach (var folder in await FoldersAsync(cancellationToken))
        {
            if (await ReadAsync(folder, cancellationToken) is { Run: { IsLatest: true } run } stored && run.RunGroupId == rerun.RunGroupId && run.RunId != rerun.RunId && !_live.ContainsKey(run.RunId))
            {
                using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(stored with { Run = run with { IsLatest = false } }, StoredRun.Json));
                await _store.PutAsync(RunFiles.Run(folder), content, PutCondition.Overwrite, cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyList<LakePath>> FoldersAsync(CancellationToken cancellationToken) => (await _store.ListLevelAsync(RunFiles.Root, cancellationToken)).Prefixes;

    private async Task<LakePath?> FolderOfAsync(string runId, CancellationToken cancellationToken)
    {
        if (_live.TryGetValue(runId, out var journal))
        {
            return journal.Folder;
        }

        foreach (var folder in await FoldersAsync(cancellationToken))
        {
            if (RunFiles.IsOf(folder, runId))
            {
                return folder;
            }
        }

        return null;
    }

    private async Task<StoredRun?> ReadAsync(LakePath folder, CancellationToken cancellationToken)
    {
        var path = RunFiles.Run(folder);
        if (await _store.FindAsync(path, cancellationToken) is null)
        {
            return null;
        }

        await using var content = await _store.OpenReadAsync(path, cancellationToken: cancellationToken);
        using var reader = new StreamReader(content);
        var stored = Read<StoredRun>(await reader.ReadToEndAsync(cancellationToken), path, 1);
        if (_live.TryGetValue(stored.Run.RunId, out var journal))
        {
            return stored with { Run = journal.Run };
        }

        return stored.Run.HasEnded || !stored.Host.HasEnded() ? stored : stored with { Run = Interrupted(stored.Run) };
    }

    private static PipelineRun Interrupted(PipelineRun run) => run with
    {
        Status = RunStatus.Failed,
        RunEnd = run.LastUpdated,
        DurationInMs = (long)(run.LastUpdated - run.RunStart).TotalMilliseconds,
        Message = "The program that ran it ended before the run did: run it again from its failure.",
    };

    private static T Read<T>(string text, LakePath path, int line)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, StoredRun.Json) ?? throw new JsonException("It says null.");
        }
        catch (JsonException e)
        {
            throw new LakeException($"{path}, line {line}, is no record of a run: {e.Message} Move the file's folder out of the lake.", e);
        }
    }
}
