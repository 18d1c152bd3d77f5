using System.Text.Json.Nodes;

namespace VoiceLake.DataFactory.Running.Activities;

/// <summary>What one type of activity does.</summary>
internal interface IActivityWork
{
    /// <summary>Does it once; retries, time-outs and records are the runner's.</summary>
    /// <returns>What <c>activity('name').output</c> gives.</returns>
    /// <exception cref="ActivityFailure">It could not be done.</exception>
    Task<JsonObject> RunAsync(ActivityCall call, CancellationToken cancellationToken);
}
