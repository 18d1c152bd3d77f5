namespace VoiceLake.Azure.DataFactory;

/// <summary>A request that the factory's service refused, or did not answer; the message names the resource and the remedy.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed class FactoryRequestException : Exception
{
    /// <summary>Of what Resource Manager told.</summary>
    /// <param name="status">The HTTP status; 0 where there was no answer.</param>
    /// <param name="code">Resource Manager's code, such as <c>PreconditionFailed</c>.</param>
    /// <param name="problem">What it said.</param>
    /// <param name="resource">The resource or operation that was asked for.</param>
    /// <param name="remedy">What to do.</param>
    /// <param name="innerException">What was thrown below, if anything.</param>
    public FactoryRequestException(int status, string code, string problem, string resource, string remedy, Exception? innerException = null)
        : base($"{resource}: {problem} ({code}{(status == 0 ? "" : $", HTTP {status}")}). {remedy}", innerException) =>
        (Status, Code, Resource, Remedy) = (status, code, resource, remedy);

    /// <summary>The HTTP status; 0 where there was no answer.</summary>
    public int Status { get; }

    /// <summary>Resource Manager's code.</summary>
    public string Code { get; }

    /// <summary>The resource or operation that was asked for, such as <c>pipelines/ingest</c>.</summary>
    public string Resource { get; }

    /// <summary>What to do.</summary>
    public string Remedy { get; }

    /// <summary>Whether the resource was changed by somebody else since it was read.</summary>
    public bool IsConflict => Status is 409 or 412;
}
