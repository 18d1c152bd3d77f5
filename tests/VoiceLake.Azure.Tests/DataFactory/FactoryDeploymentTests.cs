using VoiceLake.Azure.DataFactory;
using VoiceLake.Azure.DataFactory.Deploying;
using VoiceLake.DataFactory.Model;
using static VoiceLake.Azure.Tests.DataFactory.LocalFactory;

namespace VoiceLake.Azure.Tests.DataFactory;

public sealed class FactoryDeploymentTests : IAsyncLifetime
{
    private static readonly Pipeline Waits = new("waits", new WaitActivity("Wait", 0));
    private LocalFactory _factory = null!;

    public async ValueTask InitializeAsync() => _factory = await LocalFactory.StartAsync();

    public ValueTask DisposeAsync() => _factory.DisposeAsync();

    [Fact]
    public async Task The_plan_for_an_empty_factory_creates_everything_in_an_order_that_works()
    {
        var plan = await _factory.Deployment.PlanAsync(await CommittedAsync(), Token);

        plan.Resources.Select(resource => resource.ToString()).ShouldBe(
        [
            "+ factory voicelake",
            "+ linked service data_lake",
            "+ linked service key_vault",
            "+ linked service databricks",
            "+ linked service web_source",
            "+ dataset manifest",
            "+ dataset submission_in_bronze",
            "+ dataset submission_on_the_web",
            "+ pipeline gold",
            "+ pipeline ingest_page",
            "+ pipeline ingest",
            "+ pipeline silver",
            "+ pipeline medallion",
            "+ trigger nightly",
        ]);
        plan.ToString().ShouldEndWith("14 to create");
    }

    [Fact]
    public async Task After_deploying_the_plan_says_no_change_also_after_a_restart_of_the_server()
    {
        await _factory.DeployAsync(await CommittedAsync());

        var plan = await _factory.Deployment.PlanAsync(await CommittedAsync(), Token);

        plan.HasChanges.ShouldBeFalse();
        plan.ToString().ShouldBe("no change (14 without a change)");
        await _factory.RestartAsync();
        (await _factory.Deployment.PlanAsync(await CommittedAsync(), Token)).ToString().ShouldBe("no change (14 without a change)");
    }

    [Fact]
    public async Task One_changed_activity_is_that_one_resource_with_the_place_of_the_change()
    {
        var folder = await CommittedAsync();
        await _factory.DeployAsync(folder);
        var changed = FactoryResource.Read(FactoryResourceKind.Pipeline, folder.Pipelines.Single(pipeline => pipeline.Name == "gold").ToString().Replace("\"retry\": 0", "\"retry\": 2", StringComparison.Ordinal), "pipeline/gold.json");
        var edited = folder with { Resources = [.. folder.Resources.Select(resource => resource.Name == "gold" ? changed : resource)] };

        var plan = await _factory.Deployment.PlanAsync(edited, Token);

        plan.Changes.Select(change => change.ToString()).ShouldBe(["~ pipeline gold: $.properties.activities[0].policy.retry"]);
        var done = await _factory.Deployment.ApplyAsync(plan, cancellationToken: Token);
        done.Select(change => change.Name).ShouldBe(["gold"]);
        (await _factory.Deployment.PlanAsync(edited, Token)).HasChanges.ShouldBeFalse();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(13)]
    public async Task A_deployment_whose_server_dies_in_the_middle_is_completed_by_the_next(int after)
    {
        var folder = await CommittedAsync();
        var plan = await _factory.Deployment.PlanAsync(folder, Token);
        var count = 0;
        var broken = await Should.ThrowAsync<FactoryRequestException>(() => _factory.Deployment.ApplyAsync(
            plan,
            progress: new Told<ResourceChange>(_ =>
            {
                if (++count == after)
                {
                    _factory.Server.DisposeAsync().AsTask().Wait(Token);
                }
            }),
            cancellationToken: Token));
        broken.Code.ShouldBe("NoAnswer");
        await _factory.RestartAsync();

        var rest = await _factory.Deployment.PlanAsync(folder, Token);
        rest.Resources.Count(change => change.Action == ChangeAction.None).ShouldBe(after);
        await _factory.Deployment.ApplyAsync(rest, cancellationToken: Token);

        (await _factory.Deployment.PlanAsync(folder, Token)).ToString().ShouldBe("no change (14 without a change)");
    }

    [Fact]
    public async Task A_deployment_that_is_cancelled_is_completed_by_the_next()
    {
        var folder = await CommittedAsync();
        using var cancel = new CancellationTokenSource();
        var plan = await _factory.Deployment.PlanAsync(folder, Token);

        await Should.ThrowAsync<OperationCanceledException>(() => _factory.Deployment.ApplyAsync(plan, progress: new Told<ResourceChange>(change => { if (change.Name == "manifest") { cancel.Cancel(); } }), cancellationToken: cancel.Token));
        await _factory.DeployAsync(folder);

        (await _factory.Deployment.PlanAsync(folder, Token)).HasChanges.ShouldBeFalse();
    }

    [Fact]
    public async Task Of_two_deployments_of_the_same_state_the_second_is_a_conflict_and_overwrites_nothing()
    {
        await _factory.DeployAsync(Folder(Waits));
        var mine = await _factory.Deployment.PlanAsync(Folder(Waits with { Description = "mine" }), Token);
        var theirs = await _factory.Deployment.PlanAsync(Folder(Waits with { Description = "theirs" }), Token);
        await _factory.Deployment.ApplyAsync(theirs, cancellationToken: Token);

        var conflict = await Should.ThrowAsync<FactoryRequestException>(() => _factory.Deployment.ApplyAsync(mine, cancellationToken: Token));

        conflict.IsConflict.ShouldBeTrue();
        conflict.Code.ShouldBe("PreconditionFailed");
        conflict.Resource.ShouldBe("pipelines/waits");
        conflict.Remedy.ShouldContain("plan again");
        (await _factory.Deployment.PlanAsync(Folder(Waits with { Description = "theirs" }), Token)).HasChanges.ShouldBeFalse();
    }

    [Fact]
    public async Task Of_two_deployments_that_create_the_same_the_second_is_a_conflict_unless_both_say_the_same()
    {
        await _factory.DeployAsync(Folder());
        var mine = await _factory.Deployment.PlanAsync(Folder(Waits with { Description = "mine" }), Token);
        var same = await _factory.Deployment.PlanAsync(Folder(Waits), Token);
        await _factory.DeployAsync(Folder(Waits));

        (await Should.ThrowAsync<FactoryRequestException>(() => _factory.Deployment.ApplyAsync(mine, cancellationToken: Token))).IsConflict.ShouldBeTrue();
        (await _factory.Deployment.ApplyAsync(same, cancellationToken: Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_only_there_is_shown_and_deleted_only_when_asked_for()
    {
        await _factory.DeployAsync(await CommittedAsync());

        var plan = await _factory.Deployment.PlanAsync(Folder(Waits), Token);
        plan.OnlyThere.Count().ShouldBe(13);
        await _factory.DeployAsync(Folder(Waits));
        (await _factory.Deployment.PlanAsync(Folder(Waits), Token)).ToString().ShouldEndWith("no change (2 without a change, 13 only there)");

        await _factory.DeployAsync(Folder(Waits), deleteOthers: true);

        (await _factory.Deployment.PlanAsync(Folder(Waits), Token)).ToString().ShouldBe("no change (2 without a change)");
    }

    [Fact]
    public async Task A_trigger_at_work_is_stopped_changed_and_started_again()
    {
        var trigger = new ScheduleTrigger("daily", "Day", 1, "2026-01-01T02:00:00Z") { Pipelines = [new TriggeredPipeline("waits")] };
        var started = (Trigger)FactoryResource.Read(FactoryResourceKind.Trigger, trigger.ToString().Replace("Stopped", "Started", StringComparison.Ordinal), "trigger/daily.json");
        await _factory.DeployAsync(Folder(Waits, started));
        (await _factory.Deployment.PlanAsync(Folder(Waits, trigger), Token)).HasChanges.ShouldBeFalse("what is at work stays so where the file does not ask for it");

        var changed = trigger with { Description = "another" };
        await _factory.DeployAsync(Folder(Waits, changed));

        (await _factory.Deployment.PlanAsync(Folder(Waits, changed), Token)).HasChanges.ShouldBeFalse();
        (await _factory.Deployment.PlanAsync(Folder(Waits, started with { Description = "another" }), Token)).HasChanges.ShouldBeFalse("it is at work again");
        await _factory.DeployAsync(Folder(Waits), deleteOthers: true);
        (await _factory.Deployment.PlanAsync(Folder(Waits), Token)).OnlyThere.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pipelines_that_call_one_another_in_a_circle_are_refused_before_anything_is_changed()
    {
        var refused = await Should.ThrowAsync<FactoryModelException>(() => _factory.Deployment.PlanAsync(
            Folder(new Pipeline("a", new ExecutePipelineActivity("Call", "b")), new Pipeline("b", new ExecutePipelineActivity("Call", "a"))), Token));

        refused.Message.ShouldContain("break the circle");
    }

    [Fact]
    public async Task A_folder_without_a_factory_needs_one_there()
    {
        var refused = await Should.ThrowAsync<FactoryRequestException>(() => _factory.Deployment.PlanAsync(new FactoryFolder([Waits]), Token));

        refused.Message.ShouldContain("Add factory/<name>.json, or create the factory first.");
    }

    [Fact]
    public async Task What_the_service_refuses_names_the_resource_the_reason_and_the_remedy()
    {
        var dataset = new Dataset("d", "Binary", new LinkedServiceReference("nowhere"));

        var refused = await Should.ThrowAsync<FactoryRequestException>(() => _factory.DeployAsync(Folder(dataset)));

        (refused.Status, refused.Code, refused.Resource).ShouldBe((400, "BadRequest", "datasets/d"));
        refused.Message.ShouldContain("'nowhere'");
        refused.Remedy.ShouldBe("Correct what the message names, and try again.");
    }

    private static FactoryFolder Folder(params FactoryResource[] resources) => new([new Factory("voicelake", "westeurope"), .. resources]);
}
