using System.Text.Json.Nodes;

namespace VoiceLake.DataFactory.Running.Activities;

/// <summary>An activity that failed, as its run will tell.</summary>
/// <param name="errorCode">A number of Data Factory's, or the code of a Fail activity.</param>
/// <param name="message">What happened and what to do.</param>
/// <param name="output">What it gave nevertheless.</param>
/// <param name="inner">The cause.</param>
internal sealed class ActivityFailure(string errorCode, string message, JsonObject? output = null, Exception? inner = null)
    : Exception(message, inner)
{
    public string ErrorCode { get; } = errorCode;

    public JsonObject? Output { get; } = output;

    /// <summary>Whether the machine and not the pipeline is at fault.</summary>
    public bool IsSystemError { get; init; }
}
