using System.CommandLine;

namespace VoiceLake.Cli.Commands.Factory;

/// <summary><c>voicelake factory</c>: Data Factory pipelines, here and in Azure.</summary>
internal static class FactoryCommand
{
    public static Command Create()
    {
        var command = new Command("factory", "Checks, runs and deploys Data Factory pipelines: on this machine, and in Azure.")
        {
            LintCommand.Create(),
            RunPipelineCommand.Create(),
            RunsCommand.Create(),
            ServeCommand.Create(),
            DeployCommand.CreatePlan(),
            DeployCommand.CreateDeploy(),
        };
        command.AddExamples(
            "voicelake factory lint infra/data-factory",
            "voicelake factory run medallion -p pageList=manifests/data-samples/pages.json --lake lake",
            "voicelake factory runs --lake lake");
        return command;
    }
}
