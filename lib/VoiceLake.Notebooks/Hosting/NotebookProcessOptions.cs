namespace VoiceLake.Notebooks.Hosting;

/// <summary>Where and how the process of one notebook runs.</summary>
public sealed record NotebookProcessOptions
{
    /// <summary>The working directory of the cells. Default: that of the caller.</summary>
    public string WorkingDirectory { get; init; } = System.Environment.CurrentDirectory;

    /// <summary>The notebook's file: <c>#r</c>, <c>#load</c> and <c>#!import</c> resolve against its folder. Default: none, they resolve against the working directory.</summary>
    public string? NotebookPath { get; init; }

    /// <summary>Variables added to the environment of the process. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Answers a cell that reads from the console or asks for input. Default: null, such a cell fails with a message that says so.</summary>
    public Func<InputRequest, CancellationToken, Task<string?>>? Input { get; init; }

    /// <summary>Receives what background work shows between two cells. Default: null, it is kept for the next cell.</summary>
    public Action<CellOutput>? BetweenCells { get; init; }

    /// <summary>Receives what cells send through channels to the client. Default: null, it goes nowhere.</summary>
    internal Action<CommMessage>? Comm { get; init; }
}

/// <summary>A cell's question to the user.</summary>
/// <param name="Prompt">The text to show, empty for a plain console read.</param>
/// <param name="IsPassword">True when the answer must not be shown.</param>
public sealed record InputRequest(string Prompt, bool IsPassword);
