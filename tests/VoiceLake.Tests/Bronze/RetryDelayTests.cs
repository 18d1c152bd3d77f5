using VoiceLake.Bronze;

namespace VoiceLake.Tests.Bronze;

public class RetryDelayTests
{
    [Fact]
    public async Task The_waits_grow_with_jitter_up_to_the_longest()
    {
        var time = new ImpatientTime();
        await using var scenario = new CopyScenario(_ => new Answer(500));
        scenario.Options = scenario.Options with { TimeProvider = time, MaxRetries = 8, RetryDelay = TimeSpan.FromSeconds(1), MaxRetryDelay = TimeSpan.FromSeconds(40) };

        await scenario.RunAsync();

        time.Waits.Count.ShouldBe(8);
        time.Waits.ShouldAllBe(wait => wait <= TimeSpan.FromSeconds(40));
        time.Waits.Sum(wait => wait.TotalSeconds).ShouldBeInRange(40, 320);
        time.Waits.Distinct().Count().ShouldBeGreaterThan(3);
        time.Waits[0].ShouldBeLessThan(TimeSpan.FromSeconds(4));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("86400", 40)]
    [InlineData("0", 0)]
    public async Task A_source_that_asks_for_a_wait_gets_it_up_to_the_longest(string header, int seconds)
    {
        var time = new ImpatientTime();
        await using var scenario = new CopyScenario(request => request.Number == 1 ? new Answer(503, null, "Retry-After: " + header) : new Answer(200, CopyScenario.Archive));
        scenario.Options = scenario.Options with { TimeProvider = time, RetryDelay = TimeSpan.FromSeconds(1), MaxRetryDelay = TimeSpan.FromSeconds(40) };

        await scenario.RunAsync();

        time.Waits.Sum(wait => wait.TotalSeconds).ShouldBe(seconds);
        scenario.Visible().ShouldBe(CopyScenario.Archive);
    }
}
