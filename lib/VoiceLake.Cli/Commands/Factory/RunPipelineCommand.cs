using System.CommandLine;
using VoiceLake.Azure.DataFactory;
using VoiceLake.Cli.Progress;
using VoiceLake.DataFactory.Running;

namespace VoiceLake.Cli.Commands.Factory;

/// <summary><c>voicelake factory run</c>: runs a pipeline on this machine.</summary>
internal static class RunPipelineCommand
{
    private static readonly Argument<string> Pipeline = new("PIPELINE") { Description = "The pipeline's name." };

    private static readonly Option<string> Folder = FactoryOptions.Folder();

    private static readonly Option<string?> Lake = FactoryOptions.Lake();

    private static readonly Option<string[]> Parameters = new("-p") { Description = "Set a parameter of the pipeline; may be repeated.", HelpName = "name=value" };

    private static readonly Option<string?> Bindings = FactoryOptions.Bindings();

    private static readonly Option<double?> MaxRetryInterval = new("--max-retry-interval")
    {
        Description = "The longest pause before a retry; Data Factory's are 30 seconds at least. Default: as the pipeline says.",
        HelpName = "S",
    };

    private static readonly Option<string?> RerunOf = new("--rerun") { Description = "Run an earlier run again, with its parameters where none are given.", HelpName = "RUN" };

    private static readonly Option<bool> FromFailure = new("--from-failure") { Description = "Of a rerun: take over what succeeded, and go on at what failed." };

    private static readonly Option<string?> StartActivity = new("--from") { Description = "Of a rerun: start at this activity, and take over the others that succeeded.", HelpName = "ACTIVITY" };

    private static readonly FactoryTarget Target = new();

    public static Command Create()
    {
        var command = new Command("run", "Runs a pipeline on this machine, for real, and keeps the run in the lake; or starts it in a factory and follows it.")
        {
            Pipeline, Parameters, Folder, Lake, Bindings, MaxRetryInterval, RerunOf, FromFailure, StartActivity,
        };
        Target.AddTo(command);
        command.AddExamples(
            "voicelake factory run medallion -p pageList=manifests/data-samples/pages.json --lake lake",
            "voicelake factory run medallion --rerun 1f0c… --from-failure",
            "voicelake factory run medallion --subscription 0000… --resource-group speech -p pageList=manifests/corpus/pages.json");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var output = arguments.InvocationConfiguration.Output;
        var folder = arguments.GetRequiredValue(Folder);
        var factory = await FactoryOptions.ReadFaultlessAsync(folder, cancellationToken);
        if (arguments.GetValue(RerunOf) is null && (arguments.GetValue(FromFailure) || arguments.GetValue(StartActivity) is not null))
        {
            throw new UsageException("--from-failure and --from go with --rerun RUN");
        }

        var name = arguments.GetRequiredValue(Pipeline);
        var pipeline = factory.Pipelines.FirstOrDefault(found => found.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        var request = new RunRequest(factory, name)
        {
            Parameters = PipelineParameters.Read(pipeline, arguments.GetValue(Parameters) ?? []),
            RerunOf = arguments.GetValue(RerunOf),
            FromFailure = arguments.GetValue(FromFailure),
            StartActivity = arguments.GetValue(StartActivity),
        };
        var display = new PipelineDisplay(output);
        var ended = Target.IsNamed(arguments)
            ? await FollowAsync(await Target.OpenAsync(arguments, factory.Factory?.Name, cancellationToken), request, display, cancellationToken)
            : await RunHereAsync(arguments, folder, request, display, cancellationToken);
        await output.WriteLineAsync(display.Summary(ended));
        if (ended.Status == RunStatus.Failed)
        {
            await arguments.InvocationConfiguration.Error.WriteLineAsync($"voicelake: {ended.Message}");
        }

        return ended.Status switch
        {
            RunStatus.Succeeded => ExitCodes.Success,
            RunStatus.Cancelled => ExitCodes.Interrupted,
            _ => ExitCodes.Failure,
        };
    }

    private static async Task<PipelineRun> RunHereAsync(ParseResult arguments, string folder, RunRequest request, PipelineDisplay display, CancellationToken cancellationToken)
    {
        var options = new FactoryRunnerOptions
        {
            Local = await FactoryOptions.ReadBindingsAsync(arguments.GetValue(Bindings), folder, arguments.GetValue(Lake), cancellationToken),
            MaxRetryInterval = arguments.GetValue(MaxRetryInterval) switch
            {
                null => null,
                >= 0 and <= 86_400 and var seconds => TimeSpan.FromSeconds(seconds),
                _ => throw new UsageException("--max-retry-interval takes seconds from 0 to 86400"),
            },
            Progress = display,
        };
        await using var runner = new FactoryRunner(RunHistory.Open(FactoryOptions.Open(arguments.GetValue(Lake))), options);
        try
        {
            return await runner.RunAsync(request, cancellationToken);
        }
        catch (RunRequestException mistake)
        {
            throw new UsageException(mistake.Message, mistake);
        }
    }

    private static async Task<PipelineRun> FollowAsync(FactoryClient client, RunRequest request, PipelineDisplay display, CancellationToken cancellationToken)
    {
        var runId = await client.StartRunAsync(request.Pipeline, request.Parameters, request.RerunOf, request.FromFailure, request.StartActivity, cancellationToken);
        try
        {
            await foreach (var progress in client.FollowAsync(runId, cancellationToken))
            {
                foreach (var activity in progress.Ended)
                {
                    display.Report(activity);
                }
            }
        }
        catch (OperationCanceledException)
        {
            await client.CancelAsync(runId, cancellationToken: CancellationToken.None);
        }

        return await client.GetRunAsync(runId, CancellationToken.None);
    }
}
