using VoiceLake.Notebooks.Running.Parameters;

namespace VoiceLake.Notebooks.Running;

/// <summary>How notebooks are run.</summary>
public sealed record RunOptions
{
    /// <summary>Values for the variables of the parameters cells. Default: none.</summary>
    public IReadOnlyDictionary<string, ParameterValue> Parameters { get; init; } = new Dictionary<string, ParameterValue>();

    /// <summary>The folder the executed notebooks are written to. Default: none is written there.</summary>
    public string? OutputFolder { get; init; }

    /// <summary>Refresh the outputs of the notebooks themselves, without injected cell and times. Default: they stay untouched.</summary>
    public bool InPlace { get; init; }

    /// <summary>How long one cell may run. Default: without limit.</summary>
    public TimeSpan? CellTimeout { get; init; }

    /// <summary>How long the whole run may take. Default: without limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Run the cells and notebooks behind a failure too; the run still counts as failed. Default: stop at the first failure.</summary>
    public bool AllowErrors { get; init; }

    /// <summary>The working directory of the cells, which relative paths in parameters start from. Default: that of the caller.</summary>
    public string WorkingDirectory { get; init; } = System.Environment.CurrentDirectory;

    /// <summary>Variables added to the environment of the cells. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How many characters of console text a cell may leave in its notebook. Default: 4 million.</summary>
    public int StreamLimit { get; init; } = 4_000_000;

    /// <summary>Every mistake in these options, in words.</summary>
    internal IEnumerable<string> Mistakes()
    {
        if (CellTimeout <= TimeSpan.Zero)
        {
            yield return $"a cell's time-out is longer than 0 s, not {CellTimeout.Value.TotalSeconds} s";
        }

        if (Timeout <= TimeSpan.Zero)
        {
            yield return $"the run's time-out is longer than 0 s, not {Timeout.Value.TotalSeconds} s";
        }

        if (OutputFolder is { } folder && string.IsNullOrWhiteSpace(folder))
        {
            yield return "the output folder has no name: give one, or '.' for this folder";
        }

        if (OutputFolder is null && !InPlace)
        {
            yield return "the executed notebooks go nowhere: give an output folder or refresh the notebooks in place";
        }
    }
}
