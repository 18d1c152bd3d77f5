using System.Globalization;
using VoiceLake.DataFactory.Running;

namespace VoiceLake.Cli.Progress;

/// <summary>A line for each activity that has ended; of a loop's rounds only what failed, and every thousandth.</summary>
internal sealed class PipelineDisplay(TextWriter output) : IProgress<ActivityRun>
{
    private const int RoundsALine = 1000;
    private const int NameWidth = 34;

    private readonly Lock _lock = new();
    private int _activities;
    private int _rounds;

    public void Report(ActivityRun value)
    {
        if (!value.HasEnded)
        {
            return;
        }

        lock (_lock)
        {
            _activities++;
            if (value.IterationHash.Length == 0 || value.Status == RunStatus.Failed)
            {
                Write(value);
            }
            else if (++_rounds % RoundsALine == 0)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  … {_rounds} activities inside loops"));
            }
        }
    }

    public string Summary(PipelineRun run)
    {
        lock (_lock)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{run.PipelineName}: {run.Status} after {run.DurationInMs / 1000.0:0.0} s, {_activities} activities; run {run.RunId}");
        }
    }

    private void Write(ActivityRun run)
    {
        var round = run.IterationHash.Length == 0 ? "" : $" [{run.IterationHash}]";
        var name = $"{run.PipelineName} · {run.ActivityName}{round}";
        var retry = run.RetryAttempt is { } number ? string.Create(CultureInfo.InvariantCulture, $", retry {number}") : "";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {run.Status,-9} {name.PadRight(NameWidth)} {run.ActivityType}{retry} {run.DurationInMs / 1000.0:0.0} s"));
        if (run.Status == RunStatus.Failed)
        {
            output.WriteLine($"            {run.Error.ErrorCode}: {run.Error.Message}");
        }
    }
}
