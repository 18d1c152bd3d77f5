using VoiceLake.DataFactory.Running.Local;

namespace VoiceLake.DataFactory.Running;

/// <summary>How pipelines are run on this machine.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record FactoryRunnerOptions
{
    /// <summary>What stands here for lakes and notebooks in Azure. Default: nothing does, so that only what needs neither can run.</summary>
    public LocalBindings Local { get; init; } = LocalBindings.None;

    /// <summary>The clock: waits, retries, time-outs, the times of runs. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The longest pause before a retry, whatever <c>retryIntervalInSeconds</c> says, which is 30 at least. Default: what it says.</summary>
    public TimeSpan? MaxRetryInterval { get; init; }

    /// <summary>The source of <c>guid</c> and <c>rand</c>. Default: the shared one.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>Is told of every try of an activity when it begins and when it ends. Default: nobody is.</summary>
    public IProgress<ActivityRun>? Progress { get; init; }
}
