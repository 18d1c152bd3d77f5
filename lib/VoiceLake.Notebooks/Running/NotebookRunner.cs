using VoiceLake.Notebooks.Documents;
using VoiceLake.Notebooks.Running.Parameters;

namespace VoiceLake.Notebooks.Running;

/// <summary>Runs notebooks without a front end: each in a process of its own, one after the other.</summary>
/// <remarks>
/// The executed notebook is written at the end of each cell, so that it is there after a failure, a time-out and a crash too. After a
/// failure the notebooks behind it are not run, because each builds on what those before it made.
/// </remarks>
public sealed class NotebookRunner
{
    private readonly RunOptions _options;
    private readonly TimeProvider _time;

    /// <summary>A runner with options; <paramref name="time"/> is the clock of durations and time-outs.</summary>
    /// <exception cref="RunRequestException">An option is wrong; every mistake is named.</exception>
    public NotebookRunner(RunOptions options, TimeProvider? time = null)
    {
        var mistakes = options.Mistakes().ToList();
        if (mistakes.Count > 0)
        {
            throw new RunRequestException(string.Join("; ", mistakes));
        }

        _options = options;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>Runs notebooks and folders of notebooks in the order given, a folder's by name.</summary>
    /// <returns>How it went. Failing cells, time-outs, crashes and a cancelled run are results, not exceptions.</returns>
    /// <exception cref="RunRequestException">The run cannot begin: a path or a parameter is wrong, or the results cannot be written; every mistake is named.</exception>
    /// <exception cref="NotebookFormatException">A file is not a notebook.</exception>
    public async Task<RunReport> RunAsync(
        IReadOnlyList<string> paths, IProgress<RunEvent>? progress = null, CancellationToken cancellationToken = default)
    {
        var started = _time.GetUtcNow();
        var clock = _time.GetTimestamp();
        var documents = new List<NotebookDocument>();
        foreach (var path in NotebookPaths.Find(paths))
        {
            documents.Add(await NotebookDocument.ReadAsync(path, cancellationToken));
        }

        RunTargets.Check(documents, _options);
        var parameters = ParameterPlan.Make(documents, _options.Parameters);
        OutputPaths.Check(RunTargets.Files(documents, _options));
        var notices = NotebookPaths.PassedOver(paths, documents.Select(document => document.Path), _options.OutputFolder);
        using var limit = new CancellationTokenSource(_options.Timeout ?? Timeout.InfiniteTimeSpan, _time);
        var runs = new List<NotebookRun>();
        foreach (var (document, set) in documents.Zip(parameters))
        {
            var session = new NotebookSession(document, set, _options, _time, progress);
            var goesOn = runs.All(run => run.Status == RunStatus.Passed || (_options.AllowErrors && run.Status == RunStatus.Failed));
            runs.Add(goesOn ? await session.RunAsync(limit.Token, cancellationToken) : await session.PassOverAsync());
            progress?.Report(new NotebookEnded(runs[^1].Name, runs[^1]));
        }

        return new(runs, started, _time.GetElapsedTime(clock)) { Notices = notices };
    }
}
