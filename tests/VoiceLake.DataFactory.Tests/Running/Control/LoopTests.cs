using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;

namespace VoiceLake.DataFactory.Tests.Running.Control;

public class LoopTests
{
    private static readonly int[] Numbers = [1, 2, 3, 4];

    [Fact]
    public async Task A_ForEach_goes_through_all_items_after_a_failure_and_fails_at_the_end()
    {
        var inner = new IfConditionActivity("If", "@equals(mod(item(), 2), 0)") { IfTrueActivities = [new FailActivity("Even", "@concat(string(item()), ' is even')", "Even")] };
        await using var bench = await Bench.RunAsync(new ForEachActivity("Each", Dynamic.Of(Numbers), inner));

        bench.Last.Status.ShouldBe(RunStatus.Failed);
        bench.Last.Message.ShouldBe(
            "Operation on target Each failed: Activity failed because an inner activity failed; Inner activity name: If (item 1), "
            + "Error: Activity failed because an inner activity failed; Inner activity name: Even, Error: 2 is even (2 of 4 items failed)");
        var runs = await bench.ActivitiesAsync();
        runs.Count(run => run.ActivityName == "If").ShouldBe(4);
        runs.Where(run => run.ActivityName == "Even").Select(run => run.Error.Message).Order().ShouldBe(["2 is even", "4 is even"]);
        runs.Where(run => run.ActivityName == "If").Select(run => run.IterationHash).Order().ShouldBe(["Each:0", "Each:1", "Each:2", "Each:3"]);
        runs.Single(run => run.ActivityName == "Each").Output.ShouldNotBeNull().GetRawText().ShouldBe("""{"itemsCount":4,"failedCount":2}""");
    }

    [Fact]
    public async Task A_failure_that_is_handled_inside_a_round_does_not_fail_the_loop()
    {
        var risky = new FailActivity("Risky", "always", "E");
        var loop = new ForEachActivity("Each", Dynamic.Of(Numbers), risky, new WaitActivity("Handled", 0).AfterFailureOf(risky));
        await using var bench = await Bench.RunAsync(loop);

        bench.Last.Status.ShouldBe(RunStatus.Succeeded);
    }

    [Theory]
    [InlineData(null, null, 20)]
    [InlineData(null, 3, 3)]
    [InlineData(null, 50, 50)]
    [InlineData(true, 50, 1)]
    public async Task As_many_items_go_at_once_as_batchCount_says(bool? sequential, int? batch, int most)
    {
        var time = new HeldTime(most);
        var loop = new ForEachActivity("Each", "@range(0, 60)", new WaitActivity("W", 600)) { IsSequential = sequential is { } flag ? flag : null, BatchCount = batch is { } count ? count : null };
        await using var bench = new Bench(new FactoryRunnerOptions { Time = time }, new Pipeline("p", loop));

        await bench.RunAsync("p");

        time.MostAtOnce.ShouldBe(most);
        (await bench.ActivitiesAsync()).Count.ShouldBe(61);
    }

    [Theory]
    [InlineData("@range(0, 100001)", 20, "There are 100001 items")]
    [InlineData("@string('x')", 20, "'items' is \"x\", and must be a list")]
    [InlineData("@range(0, 2)", 51, "'batchCount' is 51, and must be a whole number from 1 to 50")]
    public async Task What_a_ForEach_cannot_take_fails_with_the_reason(string items, int batch, string reason)
    {
        await using var bench = await Bench.RunAsync(new ForEachActivity("Each", items, new WaitActivity("W", 0)) { BatchCount = batch });

        bench.Last.Message.ShouldContain(reason);
    }

    [Fact]
    public async Task Items_in_sequence_come_in_their_order()
    {
        var loop = new ForEachActivity("Each", Dynamic.Of(Numbers), new AppendVariableActivity("Add", "seen", "@item()")) { IsSequential = true };
        var done = new SetVariableActivity("Done", "text", "@join(variables('seen'), '-')").After(loop);
        await using var bench = new Bench(null, new Pipeline("p", loop, done).WithVariable("seen", VariableType.Array).WithVariable("text", VariableType.Text));

        await bench.RunAsync("p");

        (await bench.ActivitiesAsync())[^1].Output.ShouldNotBeNull().GetProperty("value").GetString().ShouldBe("1-2-3-4");
    }

    [Theory]
    [InlineData("ForEach")]
    [InlineData("Until")]
    public async Task A_loop_inside_a_loop_is_refused(string inner)
    {
        Activity loop = inner == "ForEach" ? new ForEachActivity("Inner", "@range(0, 2)", new WaitActivity("W", 0)) : new UntilActivity("Inner", "@bool(1)", new WaitActivity("W", 0));
        await using var bench = await Bench.RunAsync(new ForEachActivity("Each", "@range(0, 2)", loop));

        bench.Last.Message.ShouldContain("cannot stand inside 'Each': put it into a pipeline of its own");
    }

    [Fact]
    public async Task An_Until_ends_when_its_condition_holds_and_sees_what_its_activities_gave()
    {
        var count = new SetVariableActivity("Count", "n", "@add(variables('m'), 1)");
        var keep = new SetVariableActivity("Keep", "m", "@variables('n')").After(count);
        var loop = new UntilActivity("Loop", "@equals(activity('Count').output.value, 3)", count, keep);
        await using var bench = new Bench(null, new Pipeline("p", loop).WithVariable("n", VariableType.Integer).WithVariable("m", VariableType.Integer));

        (await bench.RunAsync("p")).Status.ShouldBe(RunStatus.Succeeded);

        var runs = await bench.ActivitiesAsync();
        runs.Count(run => run.ActivityName == "Count").ShouldBe(3);
        runs.Single(run => run.ActivityName == "Loop").Output.ShouldNotBeNull().GetRawText().ShouldBe("""{"iterations":3}""");
    }

    [Fact]
    public async Task An_Until_whose_condition_never_holds_ends_with_its_time()
    {
        var time = new QuickTime();
        var loop = new UntilActivity("Loop", "@equals(1, 2)", new WaitActivity("W", 30)) { Timeout = "0.00:10:00" };
        await using var bench = new Bench(new FactoryRunnerOptions { Time = time }, new Pipeline("p", loop));

        await bench.RunAsync("p");

        bench.Last.Message.ShouldContain("Its condition did not hold within 00:10:00");
        time.Waits.Count.ShouldBe(20);
        bench.Last.DurationInMs.ShouldBe(600_000);
    }

    [Fact]
    public async Task An_Until_goes_on_after_a_failure_inside()
    {
        var count = new SetVariableActivity("Count", "n", "@add(variables('m'), 1)");
        var keep = new SetVariableActivity("Keep", "m", "@variables('n')").After(count);
        var early = new IfConditionActivity("Early", "@less(variables('n'), 3)") { IfTrueActivities = [new FailActivity("No", "not yet", "E")] };
        var loop = new UntilActivity("Loop", "@equals(variables('n'), 3)", count, keep, early.After(keep));
        await using var bench = new Bench(null, new Pipeline("p", loop).WithVariable("n", VariableType.Integer).WithVariable("m", VariableType.Integer));

        (await bench.RunAsync("p")).Status.ShouldBe(RunStatus.Succeeded);
        (await bench.ActivitiesAsync()).Count(run => run.ActivityName == "No").ShouldBe(2);
    }

    [Theory]
    [InlineData("100.00:00:00", "an Until takes 90 days at most")]
    [InlineData("ten minutes", "write d.hh:mm:ss")]
    public async Task A_time_out_that_an_Until_cannot_take_is_refused(string timeout, string reason)
    {
        await using var bench = await Bench.RunAsync(new UntilActivity("Loop", "@bool(1)", new WaitActivity("W", 0)) { Timeout = timeout });

        bench.Last.Message.ShouldContain(reason);
    }

    /// <summary>Holds every wait until as many have come as are expected at once, then lets all of them go.</summary>
    private sealed class HeldTime(int expected) : TimeProvider
    {
        private readonly Lock _lock = new();
        private readonly List<(TimerCallback Callback, object? State)> _held = [];
        private int _left = 60;

        public int MostAtOnce { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != TimeSpan.FromSeconds(600))
            {
                return base.CreateTimer(callback, state, dueTime, period);
            }

            List<(TimerCallback Callback, object? State)> off = [];
            lock (_lock)
            {
                _held.Add((callback, state));
                _left--;
                MostAtOnce = Math.Max(MostAtOnce, _held.Count);
                if (_held.Count >= expected || _left == 0)
                {
                    off = [.. _held];
                    _held.Clear();
                }
            }

            off.ForEach(each => ThreadPool.QueueUserWorkItem(_ => each.Callback(each.State)));
            return base.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
