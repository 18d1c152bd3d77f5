using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using VoiceLake.DataFactory.Display;
using VoiceLake.DataFactory.Running;

namespace VoiceLake.Cli.Commands.Factory;

/// <summary><c>voicelake factory runs</c>: the runs that a lake keeps.</summary>
internal static class RunsCommand
{
    private const int RunsOnScreen = 20;

    public static Command Create()
    {
        var lake = FactoryOptions.Lake();
        var run = new Argument<string?>("RUN") { Description = "A run, to list its activities.", Arity = ArgumentArity.ZeroOrOne };
        var limit = new Option<int>("--limit") { Description = $"At most so many runs, the newest first. Default: {RunsOnScreen}.", DefaultValueFactory = _ => RunsOnScreen };
        var page = new Option<string?>("--page") { Description = "Writes the run's web page, and those of the runs it called, into this folder.", HelpName = "DIR" };
        var folder = FactoryOptions.Folder();
        var command = new Command("runs", "Lists the runs of pipelines on this machine, or the activities of one.") { run, lake, limit, page, folder };
        command.AddExamples("voicelake factory runs --lake lake", "voicelake factory runs 1f0c2a6e-… --lake lake", "voicelake factory runs 1f0c2a6e-… --lake lake --page artifacts/runs");
        command.SetAction(async (arguments, cancel) =>
        {
            var history = RunHistory.Open(FactoryOptions.Open(arguments.GetValue(lake)));
            var table = arguments.GetValue(run) is { } runId
                ? await ActivitiesAsync(history, runId, cancel)
                : await RunsAsync(history, arguments.GetValue(limit) is var most and >= 0 ? most : throw new UsageException("--limit takes a number from 0."), cancel);
            LakeText.Screen(arguments).Write(table);
            if (arguments.GetValue(page) is { } pages)
            {
                await WritePagesAsync(history, arguments.GetValue(run), arguments.GetValue(folder)!, pages, arguments.InvocationConfiguration.Output, cancel);
            }
        });
        return command;
    }

    private static async Task<Table> RunsAsync(RunHistory history, int limit, CancellationToken cancellationToken)
    {
        var table = Grid("started", "pipeline", "status", "seconds", "by", "run");
        await foreach (var run in history.ListAsync(cancellationToken).Take(limit).WithCancellation(cancellationToken))
        {
            table.AddRow(Time(run.RunStart), Markup.Escape(run.PipelineName), run.Status.ToString(), Seconds(run.DurationInMs), Markup.Escape(run.InvokedBy.Name), run.RunId);
        }

        return table;
    }

    private static async Task<Table> ActivitiesAsync(RunHistory history, string runId, CancellationToken cancellationToken)
    {
        var run = await history.FindAsync(runId, cancellationToken) ?? throw new UsageException($"there is no run '{runId}': 'voicelake factory runs' lists all");
        var table = Grid("started", "activity", "type", "round", "retry", "status", "seconds", "error");
        table.Title = new TableTitle(Markup.Escape($"{run.PipelineName}: {run.Status}. {run.Message}".TrimEnd()));
        await foreach (var activity in history.ActivitiesAsync(runId, cancellationToken))
        {
            table.AddRow(
                Time(activity.ActivityRunStart), Markup.Escape(activity.ActivityName), activity.ActivityType, Markup.Escape(activity.IterationHash),
                activity.RetryAttempt?.ToString(CultureInfo.InvariantCulture) ?? "", activity.Status.ToString(), Seconds(activity.DurationInMs),
                Markup.Escape(LakeText.Cut(activity.Error.Message, 60)));
        }

        return table;
    }

    private static async Task WritePagesAsync(RunHistory history, string? runId, string folder, string pages, TextWriter output, CancellationToken cancellationToken)
    {
        var named = runId ?? throw new UsageException("--page takes a run: name one");
        try
        {
            var factory = await FactoryOptions.ReadAsync(folder, cancellationToken);
            await output.WriteLineAsync(await RunPage.WriteAsync(history, named, factory, pages, cancellationToken));
        }
        catch (KeyNotFoundException mistake)
        {
            throw new UsageException(mistake.Message, mistake);
        }
    }

    private static Table Grid(params string[] headings)
    {
        var grid = new Table { Border = TableBorder.Simple };
        foreach (var heading in headings)
        {
            grid.AddColumn(new TableColumn(heading) { NoWrap = true });
        }

        return grid;
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Seconds(long? milliseconds) => milliseconds is { } known ? (known / 1000.0).ToString("0.0", CultureInfo.InvariantCulture) : "";
}
