using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;

namespace VoiceLake.DataFactory.Tests.Running;

public class RunOrderTests
{
    private static readonly Activity A = new WaitActivity("A", 1);

    [Theory]
    [InlineData("", "A=S H=-", ActivityOutcome.Succeeded)]
    [InlineData("A", "A=F H=S", ActivityOutcome.Succeeded)]
    [InlineData("A H", "A=F H=F", ActivityOutcome.Failed)]
    public void Try_catch(string failing, string ends, ActivityOutcome run) =>
        Check([A, Step("H").AfterFailureOf(A)], failing, ends, run);

    [Theory]
    [InlineData("", "A=S B=S C=-", ActivityOutcome.Succeeded)]
    [InlineData("A", "A=F B=- C=S", ActivityOutcome.Failed)]
    [InlineData("B", "A=S B=F C=-", ActivityOutcome.Failed)]
    public void Do_if_else(string failing, string ends, ActivityOutcome run) =>
        Check([A, Step("B").After(A), Step("C").AfterFailureOf(A)], failing, ends, run);

    [Theory]
    [InlineData("", "A=S B=S C=- D=-", ActivityOutcome.Succeeded)]
    [InlineData("A", "A=F B=- C=S D=S", ActivityOutcome.Succeeded)]
    [InlineData("A C", "A=F B=- C=F D=-", ActivityOutcome.Failed)]
    public void Do_if_skip_else(string failing, string ends, ActivityOutcome run)
    {
        var b = Step("B").After(A);
        var c = Step("C").AfterFailureOf(A);
        Check([A, b, c, Step("D").After(b, DependencyCondition.Skipped).After(c)], failing, ends, run);
    }

    [Theory]
    [InlineData("", "A=S B=S C=S H=-", ActivityOutcome.Succeeded)]
    [InlineData("A", "A=F B=- C=- H=S", ActivityOutcome.Succeeded)]
    [InlineData("B", "A=S B=F C=- H=S", ActivityOutcome.Succeeded)]
    [InlineData("C", "A=S B=S C=F H=S", ActivityOutcome.Succeeded)]
    [InlineData("A H", "A=F B=- C=- H=F", ActivityOutcome.Failed)]
    public void A_generic_handler_whose_conditions_are_alternatives(string failing, string ends, ActivityOutcome run)
    {
        var b = Step("B").After(A);
        var c = Step("C").After(b);
        Check([A, b, c, Step("H").After(c, DependencyCondition.Failed, DependencyCondition.Skipped)], failing, ends, run);
    }

    [Theory]
    [InlineData("", "A=S B=S C=S", ActivityOutcome.Succeeded)]
    [InlineData("A", "A=F B=S C=-", ActivityOutcome.Failed)]
    [InlineData("A B", "A=F B=F C=-", ActivityOutcome.Failed)]
    public void Every_entry_has_to_be_met(string failing, string ends, ActivityOutcome run)
    {
        var b = Step("B");
        Check([A, b, Step("C").After(A).After(b)], failing, ends, run);
    }

    [Theory]
    [InlineData("", "A=S B=S C=S")]
    [InlineData("B", "A=S B=F C=S")]
    [InlineData("A", "A=F B=- C=-")]
    public void Completed_is_success_or_failure_and_not_a_skip(string failing, string ends)
    {
        var b = Step("B").After(A);
        Play([A, b, Step("C").After(b, DependencyCondition.Completed)], failing).ShouldBe(ends);
    }

    [Fact]
    public void An_activity_waits_until_all_it_depends_on_have_ended()
    {
        var b = Step("B");
        var c = Step("C").After(A).After(b);
        RunOrder.MayStart(c, new Dictionary<string, ActivityOutcome> { ["A"] = ActivityOutcome.Failed }).ShouldBeNull();
        RunOrder.MayStart(c, new Dictionary<string, ActivityOutcome> { ["A"] = ActivityOutcome.Failed, ["B"] = ActivityOutcome.Succeeded }).ShouldBe(false);
        RunOrder.MayStart(A, new Dictionary<string, ActivityOutcome>()).ShouldBe(true);
    }

    [Fact]
    public void A_run_that_goes_on_is_not_judged() =>
        Should.Throw<ArgumentException>(() => RunOrder.OutcomeOf([A], new Dictionary<string, ActivityOutcome>())).Message.ShouldStartWith("'A' has not ended");

    private static WaitActivity Step(string name) => new(name, 1);

    private static void Check(IReadOnlyList<Activity> activities, string failing, string ends, ActivityOutcome run)
    {
        Play(activities, failing).ShouldBe(ends);
        RunOrder.OutcomeOf(activities, Ended(activities, failing)).ShouldBe(run);
    }

    private static string Play(IReadOnlyList<Activity> activities, string failing)
    {
        var ended = Ended(activities, failing);
        return string.Join(' ', activities.Select(activity => $"{activity.Name}={(ended[activity.Name] is ActivityOutcome.Skipped ? '-' : ended[activity.Name].ToString()[0])}"));
    }

    // In the order they are written: each stands behind those it waits for.
    private static Dictionary<string, ActivityOutcome> Ended(IReadOnlyList<Activity> activities, string failing)
    {
        var ended = new Dictionary<string, ActivityOutcome>();
        foreach (var activity in activities)
        {
            ended[activity.Name] = RunOrder.MayStart(activity, ended) != true ? ActivityOutcome.Skipped
                : failing.Split(' ').Contains(activity.Name) ? ActivityOutcome.Failed : ActivityOutcome.Succeeded;
        }

        return ended;
    }
}
