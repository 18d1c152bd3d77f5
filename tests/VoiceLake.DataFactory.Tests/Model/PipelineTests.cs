using System.Text.Json;
using VoiceLake.DataFactory.Model;
using VoiceLake.Tests.Support;

namespace VoiceLake.DataFactory.Tests.Model;

public class PipelineTests
{
    private const string Wrappers = "/Repos/voicelake/voicelake/infra/databricks/";

    [Fact]
    public void The_committed_ingest_can_be_built_in_csharp()
    {
        var pages = new LookupActivity("Pages", CopySource.JsonInLake(), new DatasetReference("manifest").With("file", "@pipeline().parameters.pageList")) { FirstRowOnly = false }
            .WithRetry(3, timeout: "0.00:10:00");

        var copy = new ExecutePipelineActivity("Copy page", "ingest_page").With("page", "@item().Page");
        var add = new SetVariableActivity("Add page", "sum", "@string(add(int(variables('copied')), int(activity('Copy page').output.pipelineReturnValue.copied)))").After(copy);
        var keep = new SetVariableActivity("Keep sum", "copied", "@variables('sum')").After(add);
        var eachPage = new ForEachActivity("Each page", "@activity('Pages').output.value", copy, add, keep)
        {
            IsSequential = true,
            Description = "One page after the other: the sum below is kept in variables, which parallel items would overwrite.",
        }.After(pages);

        var missing = new FailActivity(
            "Items are missing",
            "@concat(variables('copied'), ' of ', string(activity('Pages').output.value[0].TotalItems), ' items were copied: write the manifest in pages of at most 5,000 items and run again.')",
            "ItemsMissing");
        var allCopied = new IfConditionActivity("All copied", "@equals(int(variables('copied')), int(activity('Pages').output.value[0].TotalItems))")
        {
            IfFalseActivities = [missing],
            Description = "A Lookup leaves out what stands behind row 5,000 and says nothing: this count does.",
        }.After(eachPage);

        var register = new DatabricksNotebookActivity("Register", new LinkedServiceReference("databricks"), Wrappers + "register_bronze")
            .With("lake", "@pipeline().parameters.lake")
            .With("pageList", "@pipeline().parameters.pageList")
            .With("runId", "@pipeline().RunId")
            .WithRetry(0, timeout: "0.12:00:00")
            .After(allCopied);

        var ingest = new Pipeline("ingest", pages, eachPage, allCopied, register)
        {
            Concurrency = 1,
            Description = "Copies every item of a manifest to bronze, page by page, counts what came, and registers it.",
        }
            .WithParameter("pageList", ParameterType.Text)
            .WithParameter("lake", ParameterType.Text, "https://voicelake.dfs.core.windows.net")
            .WithVariable("copied", VariableType.Text, "0")
            .WithVariable("sum", VariableType.Text, "0");

        ingest.ShouldBe(Committed("ingest"));
    }

    [Fact]
    public void The_committed_page_can_be_built_in_csharp()
    {
        var items = new LookupActivity("Items", CopySource.JsonInLake(), new DatasetReference("manifest").With("file", "@pipeline().parameters.page")) { FirstRowOnly = false }
            .WithRetry(3, timeout: "0.00:10:00");

        var web = new DatasetReference("submission_on_the_web").With("BaseURL", "@item().BaseURL").With("RelativeURL", "@item().RelativeURL");
        var bronze = new DatasetReference("submission_in_bronze").With("FileName", "@item().FileName");
        var copy = new CopyActivity("Copy submission", CopySource.BinaryOverHttp(), web, CopySink.BinaryInLake(), bronze).WithRetry(3, timeout: "0.00:30:00");
        var look = new GetMetadataActivity("Look in bronze", bronze, "exists", "size") { StoreSettings = new StoreSettings("AzureBlobFSReadSettings").With("recursive", false) }
            .WithRetry(3, timeout: "0.00:10:00")
            .After(copy);
        var whole = new IfConditionActivity("Whole", "@equals(activity('Look in bronze').output.size, activity('Copy submission').output.dataRead)")
        {
            IfFalseActivities =
            [
                new FailActivity(
                    "Copy is not whole",
                    "@concat(item().FileName, ' has ', string(activity('Look in bronze').output.size), ' bytes in bronze, and ', string(activity('Copy submission').output.dataRead), ' were read: run again.')",
                    "CopyNotWhole"),
            ],
        }.After(look);
        var eachItem = new ForEachActivity("Each item", "@activity('Items').output.value", copy, look, whole) { IsSequential = false, BatchCount = 16 }.After(items);
        var count = SetVariableActivity.Return("Return count", ("copied", "@activity('Items').output.count")).After(eachItem);

        var page = new Pipeline("ingest_page", items, eachItem, count) { Description = "Copies the items of one page of a manifest and verifies the length of each." }
            .WithParameter("page", ParameterType.Text);

        page.ShouldBe(Committed("ingest_page"));
    }

    [Fact]
    public void Inner_activities_follow_the_one_that_holds_them() =>
        Committed("ingest").AllActivities.Select(activity => activity.Name)
            .ShouldBe(["Pages", "Each page", "Copy page", "Add page", "Keep sum", "All copied", "Items are missing", "Register"]);

    [Fact]
    public void The_cases_of_a_switch_hold_activities()
    {
        var choice = new SwitchActivity("Choose", "@pipeline().parameters.layer", new SwitchCase("silver", new WaitActivity("S", 1)), new SwitchCase("gold", new WaitActivity("G", 2)))
        {
            DefaultActivities = [new FailActivity("No such layer", "Give silver or gold.", "NoSuchLayer")],
        };

        choice.WithInner().Select(activity => activity.Name).ShouldBe(["Choose", "S", "G", "No such layer"]);
        choice.Inner.Select(block => block.Name).ShouldBe(["cases 'silver'", "cases 'gold'", "defaultActivities"]);
    }

    [Fact]
    public void Order_and_conditions_stand_in_dependsOn()
    {
        var first = new WaitActivity("First", 0);
        var second = new WaitActivity("Second", 0).After(first).After(new WaitActivity("Other", 0), DependencyCondition.Failed, DependencyCondition.Skipped);

        JsonSerializer.Serialize(second.Json).ShouldBe(
            """{"name":"Second","type":"Wait","dependsOn":[{"activity":"First","dependencyConditions":["Succeeded"]},{"activity":"Other","dependencyConditions":["Failed","Skipped"]}],"typeProperties":{"waitTimeInSeconds":0}}""");
        second.ShouldBeOfType<WaitActivity>();
        first.DependsOn.ShouldBeEmpty();
    }

    [Fact]
    public void A_call_is_waited_for_unless_it_is_said_otherwise()
    {
        new ExecutePipelineActivity("A", "p").WaitOnCompletion!.Value.ShouldBeTrue();
        (new ExecutePipelineActivity("A", "p") with { WaitOnCompletion = false }).WaitOnCompletion!.Value.ShouldBeFalse();
    }

    private static Pipeline Committed(string name)
    {
        var path = Repository.PathOf("infra", "data-factory", "pipeline", $"{name}.json");
        return (Pipeline)FactoryResource.Read(FactoryResourceKind.Pipeline, File.ReadAllText(path), path);
    }
}
