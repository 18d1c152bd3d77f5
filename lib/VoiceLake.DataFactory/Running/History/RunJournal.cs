using System.Text.Json;
using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Running.History;

/// <summary>Keeps one run while it goes on: what has ended is in the lake within a second, in files of about a megabyte.</summary>
/// <remarks>The last file is written anew, as a whole, until it is full: a reader sees complete lines only, and a killed program loses a second at most.</remarks>
internal sealed class RunJournal : IAsyncDisposable
{
    private const int FullFile = 1 << 20;

    // While the lake takes nothing, so much is kept in memory before the run itself fails for it.
    private const int MostUnwritten = 64 << 20;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly ILakeStore _store;
    private readonly LakePath _folder;
    private readonly Action<RunJournal> _closed;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Dictionary<string, ActivityRun> _open = [];
    private readonly MemoryStream _lines = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _clock;
    private StoredRun _run;
    private int _file = 1;
    private long _written;
    private bool _runChanged;

    public RunJournal(ILakeStore store, LakePath folder, StoredRun run, Action<RunJournal> closed)
    {
        (_store, _folder, _run, _closed) = (store, folder, run, closed);
        _clock = Task.Run(WriteRegularlyAsync);
    }

    public PipelineRun Run => _run.Run;

    public LakePath Folder => _folder;

    public void Change(PipelineRun run)
    {
        lock (_lock)
        {
            (_run, _runChanged) = (_run with { Run = run }, true);
        }
    }

    public void Begin(ActivityRun run)
    {
        lock (_lock)
        {
            _open[run.ActivityRunId] = run;
        }
    }

    public async ValueTask EndAsync(StoredActivity ended)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(ended, StoredRun.Json);
        bool full;
        lock (_lock)
        {
            _open.Remove(ended.Run.ActivityRunId);
            _lines.Write(line);
            _lines.WriteByte((byte)'\n');
            full = _lines.Length >= FullFile;
        }

        if (full)
        {
            try
            {
                await WriteAsync();
            }
            catch (IOException) when (Unwritten < MostUnwritten)
            {
                // The lines are kept, and the next write takes them along; whoever ends the journal is told if none succeeds.
            }
        }
    }

    /// <summary>The tries that have begun and not ended.</summary>
    public IReadOnlyList<ActivityRun> Open()
    {
        lock (_lock)
        {
            return [.. _open.Values];
        }
    }

    /// <summary>Brings the lake up to date.</summary>
    public async Task WriteAsync()
    {
        await _writing.WaitAsync();
        try
        {
            byte[]? lines;
            StoredRun? run;
            LakePath path;
            lock (_lock)
            {
                path = RunFiles.Activities(_folder, _file);
                lines = _lines.Length > _written ? _lines.ToArray() : null;
                run = _runChanged ? _run : null;
            }

            // Activities first: a run that is told to have ended has all of them.
            await PutAsync(path, lines);
            await PutAsync(RunFiles.Run(_folder), run is null ? null : JsonSerializer.SerializeToUtf8Bytes(run, StoredRun.Json));
            lock (_lock)
            {
                Written(lines);
                _runChanged = _runChanged && !ReferenceEquals(_run, run);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <exception cref="LakeException">The lake did not take the last of it.</exception>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _clock;
        try
        {
            await WriteAsync();
        }
        finally
        {
            _closed(this);
            _end.Dispose();
        }

        // The semaphore is left to the collector: a reader that found the journal a moment ago may be about to bring the lake up to date.
    }

    private long Unwritten
    {
        get
        {
            lock (_lock)
            {
                return _lines.Length - _written;
            }
        }
    }

    /// <summary>Notes what the lake has taken; a full file is closed, and what came meanwhile begins the next one.</summary>
    private void Written(byte[]? lines)
    {
        if (lines is null)
        {
            return;
        }

        _written = lines.Length;
        if (lines.Length >= FullFile)
        {
            var rest = _lines.ToArray()[lines.Length..];
            _lines.SetLength(0);
            _lines.Write(rest);
            _file++;
            _written = 0;
        }
    }

    private async Task PutAsync(LakePath path, byte[]? bytes)
    {
        if (bytes is not null)
        {
            using var content = new MemoryStream(bytes);
            await _store.PutAsync(path, content);
        }
    }

    private async Task WriteRegularlyAsync()
    {
        using var timer = new PeriodicTimer(Pace);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                try
                {
                    await WriteAsync();
                }
                catch (IOException)
                {
                    // A lake that is full or away may be back in a second; if it is not, whoever ends the journal is told.
                }
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The last lines are written by whoever ends the journal.
        }
    }
}
