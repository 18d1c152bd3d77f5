using System.CommandLine;
using VoiceLake.Azure.DataFactory;
using VoiceLake.Azure.DataFactory.Deploying;

namespace VoiceLake.Cli.Commands.Factory;

/// <summary><c>voicelake factory plan</c> and <c>deploy</c>: a folder of resources brought to a factory, only what differs.</summary>
internal static class DeployCommand
{
    public static Command CreatePlan()
    {
        var (folder, target) = (FactoryOptions.FolderArgument(), new FactoryTarget());
        var command = new Command("plan", "Shows what deploying a folder would create and change, and changes nothing.") { folder };
        target.AddTo(command);
        command.AddExamples(
            "voicelake factory plan --subscription 0000… --resource-group speech",
            "voicelake factory plan --connection ~/.factory/connection.json");
        command.SetAction((arguments, cancel) => InWordsAsync(async () =>
        {
            var (_, plan) = await PlanAsync(arguments, folder, target, cancel);
            await arguments.InvocationConfiguration.Output.WriteLineAsync(plan.ToString());
            return ExitCodes.Success;
        }));
        return command;
    }

    public static Command CreateDeploy()
    {
        var (folder, target) = (FactoryOptions.FolderArgument(), new FactoryTarget());
        var deleteOthers = new Option<bool>("--delete-others") { Description = "Delete what the folder does not have. Default: it stays." };
        var command = new Command("deploy", "Creates and changes what differs, in the order of references; run again after an interruption, it completes.") { folder, deleteOthers };
        target.AddTo(command);
        command.AddExamples(
            "voicelake factory deploy --subscription 0000… --resource-group speech",
            "voicelake factory deploy infra/data-factory --connection ~/.factory/connection.json");
        command.SetAction((arguments, cancel) => InWordsAsync(async () =>
        {
            var output = arguments.InvocationConfiguration.Output;
            var (deployment, plan) = await PlanAsync(arguments, folder, target, cancel);
            await output.WriteLineAsync(plan.ToString());
            var done = await deployment.ApplyAsync(plan, arguments.GetValue(deleteOthers), new Lines(output), cancel);
            await output.WriteLineAsync($"{done.Count} resource{(done.Count == 1 ? "" : "s")} deployed");
            return ExitCodes.Success;
        }));
        return command;
    }

    private static async Task<(FactoryDeployment Deployment, DeploymentPlan Plan)> PlanAsync(ParseResult arguments, Argument<string> folder, FactoryTarget target, CancellationToken cancellationToken)
    {
        var factory = await FactoryOptions.ReadFaultlessAsync(arguments.GetRequiredValue(folder), cancellationToken);
        var deployment = new FactoryDeployment(await target.OpenAsync(arguments, factory.Factory?.Name, cancellationToken));
        return (deployment, await deployment.PlanAsync(factory, cancellationToken));
    }

    private static async Task<int> InWordsAsync(Func<Task<int>> action)
    {
        try
        {
            return await action();
        }
        catch (FactoryRequestException failure) when (failure.IsConflict)
        {
            throw new InvalidOperationException($"{failure.Message} Somebody else has changed it since the plan was made: plan again.", failure);
        }
    }

    private sealed class Lines(TextWriter output) : IProgress<ResourceChange>
    {
        public void Report(ResourceChange value) => output.WriteLine($"  done {value.Kind} {value.Name}");
    }
}
