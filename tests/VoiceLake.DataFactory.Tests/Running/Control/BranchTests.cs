using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;

namespace VoiceLake.DataFactory.Tests.Running.Control;

public class BranchTests
{
    [Theory]
    [InlineData("@equals(1, 1)", "If=Succeeded Yes=Succeeded")]
    [InlineData("@equals(1, 2)", "If=Succeeded No=Succeeded")]
    [InlineData("@string('true')", "If=Failed")]
    public async Task An_IfCondition_runs_one_of_its_branches(string expression, string ends)
    {
        await using var bench = await Bench.RunAsync(new IfConditionActivity("If", expression) { IfTrueActivities = [new WaitActivity("Yes", 0)], IfFalseActivities = [new WaitActivity("No", 0)] });

        (await bench.EndsAsync()).ShouldBe(ends);
    }

    [Theory]
    [InlineData("a", "OnA=Succeeded Switch=Succeeded")]
    [InlineData("b", "OnB=Succeeded Switch=Succeeded")]
    [InlineData("c", "Otherwise=Succeeded Switch=Succeeded")]
    public async Task A_Switch_runs_the_case_of_its_value(string value, string ends)
    {
        var branch = new SwitchActivity("Switch", value, new SwitchCase("a", new WaitActivity("OnA", 0)), new SwitchCase("b", new WaitActivity("OnB", 0)))
        {
            DefaultActivities = [new WaitActivity("Otherwise", 0)],
        };
        await using var bench = await Bench.RunAsync(branch);

        (await bench.EndsAsync()).ShouldBe(ends);
    }

    [Fact]
    public async Task A_Filter_keeps_the_items_for_which_its_condition_holds()
    {
        await using var bench = await Bench.RunAsync(new FilterActivity("Even", "@range(1, 6)", "@equals(mod(item(), 2), 0)"));

        (await bench.ActivitiesAsync())[0].Output.ShouldNotBeNull().GetRawText().ShouldBe("""{"ItemsCount":6,"FilteredItemsCount":3,"Value":[2,4,6]}""");
    }

    [Theory]
    [InlineData(VariableType.Text, "@int('3')", "is of type String and cannot take a value of kind Number")]
    [InlineData(VariableType.Integer, "@string(3)", "is of type Integer and cannot take a value of kind String")]
    [InlineData(VariableType.Boolean, "@createArray(1)", "is of type Boolean and cannot take a value of kind Array")]
    [InlineData(VariableType.Array, "@bool(1)", "is of type Array and cannot take a value of kind True")]
    public async Task A_variable_takes_values_of_its_type_only(string type, string value, string reason)
    {
        await using var bench = new Bench(null, new Pipeline("p", new SetVariableActivity("Set", "v", value)).WithVariable("v", type));

        (await bench.RunAsync("p")).Message.ShouldContain(reason);
    }

    [Fact]
    public async Task A_variable_that_is_not_declared_cannot_be_set()
    {
        await using var bench = new Bench(null, new Pipeline("p", new SetVariableActivity("Set", "v", "x")).WithVariable("w", VariableType.Text));

        (await bench.RunAsync("p")).Message.ShouldContain("The pipeline has no variable 'v': declare it, or set one of w.");
    }

    [Fact]
    public async Task Skipping_goes_on_to_what_waits_for_the_skipped()
    {
        var fail = new FailActivity("A", "no", "E");
        var b = new WaitActivity("B", 0).After(fail);
        await using var bench = await Bench.RunAsync(fail, b, new WaitActivity("C", 0).After(b), new WaitActivity("D", 0).After(b, DependencyCondition.Skipped));

        (await bench.EndsAsync()).ShouldBe("A=Failed B=Skipped C=Skipped D=Succeeded");
        bench.Last.Status.ShouldBe(RunStatus.Failed);
    }

    [Theory]
    [InlineData("Inactive", null, "B=Succeeded")]
    [InlineData("Inactive", "Failed", "B=Skipped")]
    [InlineData("Active", null, "A=Succeeded B=Succeeded")]
    public async Task An_activity_that_is_switched_off_counts_as_it_is_marked(string state, string? mark, string ends)
    {
        var pipeline = (Pipeline)FactoryResource.Read(FactoryResourceKind.Pipeline, $$"""
            { "name": "p", "properties": { "activities": [
              { "name": "A", "type": "Wait", "state": "{{state}}"{{(mark is null ? "" : $", \"onInactiveMarkAs\": \"{mark}\"")}}, "typeProperties": { "waitTimeInSeconds": 0 } },
              { "name": "B", "type": "Wait", "dependsOn": [ { "activity": "A", "dependencyConditions": [ "Succeeded" ] } ], "typeProperties": { "waitTimeInSeconds": 0 } } ] } }
            """, "pipeline/p.json");
        await using var bench = new Bench(null, pipeline);

        await bench.RunAsync("p");

        (await bench.EndsAsync()).ShouldBe(ends);
    }
}
