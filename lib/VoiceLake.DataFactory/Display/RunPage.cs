using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using VoiceLake.DataFactory.Display.Pages;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;
using static VoiceLake.DataFactory.Display.HtmlText;

namespace VoiceLake.DataFactory.Display;

/// <summary>A web page of one run of a pipeline, in one file that loads nothing: the graph with states, the activities over time, and inputs, outputs and errors on click.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed class RunPage
{
    private static readonly string Style = Asset("run.css");
    private static readonly string Script = Asset("run.js");

    private readonly RunView _view;
    private readonly Func<string, string?> _linkOf;

    private RunPage(RunView view, Func<string, string?> linkOf) => (_view, _linkOf) = (view, linkOf);

    /// <summary>The page of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="activities">The tries of its activities.</param>
    /// <param name="pipeline">The pipeline that ran.</param>
    /// <param name="linkOf">Where the page of another run lies, by its id; null for nowhere. Default: beside this one, <c>&lt;id&gt;.html</c>.</param>
    public static RunPage Of(PipelineRun run, IEnumerable<ActivityRun> activities, Pipeline pipeline, Func<string, string?>? linkOf = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(activities);
        ArgumentNullException.ThrowIfNull(pipeline);
        return new RunPage(new RunView(run, pipeline, [.. activities]), linkOf ?? FileOf);
    }

    /// <summary>Writes the page of a run, and those of all runs that it called, into a folder.</summary>
    /// <param name="history">Where the runs are kept.</param>
    /// <param name="runId">The run.</param>
    /// <param name="factory">The pipelines.</param>
    /// <param name="folder">The folder; it is made if it is not there. Each page is called after its run: <c>&lt;id&gt;.html</c>.</param>
    /// <param name="cancellationToken">Stops between two pages.</param>
    /// <returns>The path of the run's own page.</returns>
    /// <exception cref="KeyNotFoundException">There is no such run, or no pipeline of its name any more.</exception>
    public static async Task<string> WriteAsync(RunHistory history, string runId, FactoryFolder factory, string folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        Directory.CreateDirectory(folder);
        var open = new Queue<string>([runId]);
        var known = new HashSet<string>([runId], StringComparer.OrdinalIgnoreCase);
        while (open.TryDequeue(out var id))
        {
            var run = await history.FindAsync(id, cancellationToken) ?? throw new KeyNotFoundException($"There is no run '{id}': list the runs to see those that are kept.");
            var pipeline = factory.Pipelines.FirstOrDefault(found => found.Name.Equals(run.PipelineName, StringComparison.OrdinalIgnoreCase))
                ?? throw new KeyNotFoundException($"The run '{id}' is of the pipeline '{run.PipelineName}', which is not in the factory: take the files as they were when it ran.");
            var activities = await history.ActivitiesAsync(id, cancellationToken).ToListAsync(cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder, FileOf(run.RunId)), Of(run, activities, pipeline).ToHtml(), cancellationToken);
            foreach (var child in activities.Select(TryDetails.ChildOf).OfType<string>().Where(known.Add))
            {
                open.Enqueue(child);
            }
        }

        return Path.Combine(folder, FileOf(runId));
    }

    /// <summary>The page.</summary>
    public string ToHtml()
    {
        var (run, pipeline) = (_view.Run, _view.Pipeline);
        var graph = PipelineGraph.Of(pipeline, _view.All).Svg(activity => $"#{_view.IdOf(activity)}");
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{Hash(Style)}'; script-src 'sha256-{Hash(Script)}'; img-src data:; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encode($"{run.PipelineName}: {run.Status}")}</title>
            <link rel="icon" href="data:,">
            <style>{Style}</style>
            </head>
            <body>
            <a class="skip" href="#activities">Skip to the activities</a>
            <main>
            {RunHeader.Write(run, _linkOf)}
            <h2>Graph</h2>
            <div class="wide" tabindex="0" role="region" aria-label="Graph of the pipeline">{graph}</div>
            <p class="key"><span class="good">success</span> <span class="bad">on failure</span> <span class="neutral">on skip</span> <span class="done">in any case</span> Dashed arrows say their condition. Click an activity to see its inputs and outputs.</p>
            <h2>Over time</h2>
            {Gantt.Draw(_view)}
            <h2 id="activities">Activities</h2>
            {Activities()}
            </main>
            <script>{Script}</script>
            </body>
            </html>

            """;
    }

    internal static string Badge(RunStatus status) => $"<span class=\"badge {status.ToString().ToLowerInvariant()}\">{status}</span>";

    private string Activities()
    {
        var html = new StringBuilder();
        var details = new TryDetails(_linkOf);
        foreach (var activity in _view.Activities)
        {
            html.Append($"<section id=\"{activity.Id}\" class=\"depth-{Math.Min(activity.Depth, 3)}\" tabindex=\"-1\">\n<h3>{Encode(activity.Activity.Name)} <span class=\"type\">{Encode(activity.Activity.Type)}</span></h3>\n");
            if (activity.Activity.Description is { } description)
            {
                html.Append($"<p>{Encode(description)}</p>\n");
            }

            if (activity.Runs.Count == 0)
            {
                html.Append("<p class=\"none\">It did not run.</p>\n");
            }
            else if (activity.Runs.Count > activity.Shown.Count)
            {
                html.Append($"<p class=\"none\">{activity.Shown.Count:N0} of {activity.Runs.Count:N0} tries: those that failed, then the first.</p>\n");
            }

            foreach (var run in activity.Shown)
            {
                details.Write(html, activity, run);
            }

            html.Append("</section>\n");
        }

        return html.ToString();
    }

    private static string FileOf(string runId) => $"{runId}.html";

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Asset(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"VoiceLake.DataFactory.Display.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
