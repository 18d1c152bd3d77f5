using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Running;

/// <summary>What is to be run.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
/// <param name="Factory">The resources; a run keeps those it was started with.</param>
/// <param name="Pipeline">The pipeline's name.</param>
public sealed record RunRequest(FactoryFolder Factory, string Pipeline)
{
    /// <summary>Values of the pipeline's parameters. Default: none, so that the parameters' own defaults apply.</summary>
    public JsonObject Parameters { get; init; } = [];

    /// <summary>Who asks for it. Default: a person.</summary>
    public RunInvoker InvokedBy { get; init; } = RunInvoker.Manual;

    /// <summary>What <c>trigger()</c> gives. Default: nothing.</summary>
    public JsonObject? Trigger { get; init; }

    /// <summary>The run that is run again, with its parameters where none are given here. Default: this is a run of its own.</summary>
    public string? RerunOf { get; init; }

    /// <summary>Of a rerun: activities that succeeded are not run again, what they gave is taken over. Default: all are.</summary>
    public bool FromFailure { get; init; }

    /// <summary>Of a rerun: the activity from which on all are run again; others that succeeded are taken over. Default: none.</summary>
    public string? StartActivity { get; init; }

    /// <summary>The pipelines whose runs led to this one, the outermost first.</summary>
    internal IReadOnlyList<string> Callers { get; init; } = [];
}

/// <summary>A run that cannot be started; the message says what to change.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed class RunRequestException : Exception
{
    /// <summary>With a message that says what to change.</summary>
    public RunRequestException(string message)
        : base(message)
    {
    }

    /// <summary>With its cause.</summary>
    public RunRequestException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
