using VoiceLake.Bronze;

namespace VoiceLake.Tests.Bronze;

public class BronzeOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Should.NotThrow(() => new BronzeOptions().Validate());

    [Fact]
    public void Every_mistake_is_named_at_once()
    {
        var options = new BronzeOptions { Parallelism = 0, MaxRetries = -1, StallTimeout = TimeSpan.Zero, RetryDelay = TimeSpan.FromMinutes(2), RunId = " ", CommitRows = 0 };

        var message = Should.Throw<ArgumentException>(options.Validate).Message;

        message.ShouldContain("Parallelism is 0, but must be 1 to 64");
        message.ShouldContain("MaxRetries is -1, but must be 0 to 20");
        message.ShouldContain("StallTimeout is 00:00:00, but must be above 0 to one day");
        message.ShouldContain("MaxRetryDelay is 00:01:00, but must not be shorter than RetryDelay (00:02:00)");
        message.ShouldContain("RunId is blank");
        message.ShouldContain("CommitRows is 0, but must be 1 to 100000");
    }
}
