using VoiceLake.DataFactory.Running;

namespace VoiceLake.DataFactory.Tests.Running;

/// <summary>Tells a test that an activity has got as far as the test waits for.</summary>
internal sealed class Signal(Predicate<ActivityRun> awaited, TaskCompletionSource signal) : IProgress<ActivityRun>
{
    public void Report(ActivityRun value)
    {
        if (awaited(value))
        {
            signal.TrySetResult();
        }
    }
}
