using System.Text.Json.Nodes;
using VoiceLake.Display;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.Html;
using VoiceLake.Notebooks.Running;

namespace VoiceLake.Conformance.Browser;

/// <summary>A site with one of everything a notebook can show, and a failed notebook, made without running cells.</summary>
internal static class SampleSite
{
    private const int Rate = 16_000;

    public static async Task<string> WriteAsync(string folder)
    {
        var shown = Document("01-everything.ipynb",
            Prose("# Everything a notebook shows\n\nOne promise, kept *in one line*."),
            Prose("## Prose and code\n\nA table, a list and `code`:\n\n| term | meaning |\n|---|---|\n| bronze | as it came |\n| silver | decoded |\n\n1. first\n2. second\n\n> A remark. <script>alert('prose')</script>\n\nSee [the next one](02-broken.ipynb)."),
            Code("// A comment\nvar count = 14;\nConsole.WriteLine($\"{count} archives\");", Stream("stdout", "14 archives\n"), Stream("stderr", "\u001b[33mone warning\u001b[0m\n")),
            Prose("### A table"),
            Code("display(clips)", Bundle("text/html", "<table><thead><tr><th>clip</th><th>seconds</th></tr></thead><tbody><tr><td>a0001</td><td>2.5</td></tr><tr><td>a0002</td><td>3.25</td></tr></tbody></table><script>alert('output')</script><img src=\"https://example.org/x.png\" alt=\"\">")),
            Prose("## A plot"),
            Code("Plots.Waveform(samples, 16_000)", Figure(Plots.Waveform(Sine(1), Rate))),
            Prose("## A sound"),
            Code("AudioPlayer.Of(samples, 16_000)", Bundle("text/html", AudioPlayer.Of(Sine(0.5), Rate, "A sine of 440 Hz", "440 Hz").ToHtml())));
        var broken = Document("02-broken.ipynb",
            Prose("# A notebook that fails\n\nIts error stands at the top."),
            Code("throw new InvalidOperationException(\"the lake is dry\");",
                new JsonObject { ["ename"] = "InvalidOperationException", ["evalue"] = "the lake is dry", ["output_type"] = "error", ["traceback"] = new JsonArray("InvalidOperationException: the lake is dry", "   at Cell 1, line 1") }),
            Code("\"never reached\""));
        var error = new ErrorOutput("InvalidOperationException", "the lake is dry", ["InvalidOperationException: the lake is dry", "   at Cell 1, line 1"]);
        NotebookRun[] runs =
        [
            new(shown, NotebookOutline.Of(shown), RunStatus.Passed, [.. Cells(shown).Select((cell, index) => Ran(cell, index, RunStatus.Passed))], TimeSpan.FromSeconds(4.2),
                new Dictionary<string, string> { ["lake"] = "\"file:/tmp/lake\"" }),
            new(broken, NotebookOutline.Of(broken), RunStatus.Failed,
                [Ran(Cells(broken)[0], 0, RunStatus.Failed) with { Error = error }, Ran(Cells(broken)[1], 1, RunStatus.NotRun)], TimeSpan.FromSeconds(1.1), new Dictionary<string, string>()),
        ];
        foreach (var run in runs)
        {
            await run.Document.WriteAsync(Path.Combine(folder, run.Path));
        }

        await SiteWriter.WriteAsync(
            new(runs, new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), TimeSpan.FromSeconds(5.3)), folder, new() { Title = "VoiceLake notebooks", PlotlyScript = PlotlyScript.Open });
        return folder;
    }

    private static float[] Sine(double seconds) =>
        [.. Enumerable.Range(0, (int)(seconds * Rate)).Select(sample => 0.5f * MathF.Sin(2 * MathF.PI * 440 * sample / Rate) * MathF.Exp(-3f * sample / Rate))];

    private static List<NotebookCell> Cells(NotebookDocument document) => [.. document.Cells.Where(cell => cell.Kind == CellKind.Code)];

    private static CellRun Ran(NotebookCell cell, int index, RunStatus status) => new(cell.Id, index + 1, null, false, status, TimeSpan.FromMilliseconds(status == RunStatus.NotRun ? 0 : 40 * (index + 1)));

    private static NotebookDocument Document(string name, params JsonObject[] cells) => NotebookDocument.Parse(
        new JsonObject { ["cells"] = new JsonArray([.. cells]), ["metadata"] = new JsonObject(), ["nbformat"] = 4, ["nbformat_minor"] = 5 }.ToJsonString(), name);

    private static JsonObject Prose(string source) => new() { ["cell_type"] = "markdown", ["metadata"] = new JsonObject(), ["source"] = source };

    private static JsonObject Code(string source, params JsonObject[] outputs) => new()
    {
        ["cell_type"] = "code",
        ["execution_count"] = 1,
        ["metadata"] = new JsonObject(),
        ["outputs"] = new JsonArray([.. outputs]),
        ["source"] = source,
    };

    private static JsonObject Stream(string name, string text) => new() { ["name"] = name, ["output_type"] = "stream", ["text"] = text };

    private static JsonObject Bundle(string mime, string content) => Data(new() { [mime] = content, ["text/plain"] = "plain" });

    private static JsonObject Figure(Figure figure) => Data(new()
    {
        ["application/vnd.plotly.v1+json"] = JsonNode.Parse(figure.ToPlotlyJson()),
        ["image/png"] = Convert.ToBase64String(figure.ToPng()),
        ["text/plain"] = figure.ToString(),
    });

    private static JsonObject Data(JsonObject data) => new() { ["data"] = data, ["metadata"] = new JsonObject(), ["output_type"] = "display_data" };
}
