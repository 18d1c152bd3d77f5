using VoiceLake.DataFactory.Running;

namespace VoiceLake.Azure.DataFactory.Runs;

/// <summary>What has happened in a run since the last time it was told of.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
/// <param name="Run">The run, as it stands.</param>
/// <param name="Begun">Tries of activities that were not told of before, those that have ended already included.</param>
/// <param name="Ended">Tries of activities that have ended since.</param>
public sealed record RunProgress(PipelineRun Run, IReadOnlyList<ActivityRun> Begun, IReadOnlyList<ActivityRun> Ended);
