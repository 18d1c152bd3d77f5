using System.Diagnostics;
using VoiceLake.Notebooks.Running;
using VoiceLake.Notebooks.Tests.Support;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Telemetry;

/// <summary>What is told of in cells, heard in the program that runs them.</summary>
public sealed class NotebookTelemetryTests : IDisposable
{
    private const string Instruments = """
        var source = new System.Diagnostics.ActivitySource("VoiceLake.Sample", "1.2");
        var meter = new System.Diagnostics.Metrics.Meter("VoiceLake.Sample", "1.2");
        var count = meter.CreateCounter<long>("sample.things", "{thing}", "Things.");
        var seconds = meter.CreateHistogram<double>("sample.duration", "s");
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Spans_of_a_cell_hang_below_the_cells_span_as_they_do_there()
    {
        using var telemetry = new TelemetryRecorder();
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync(Instruments);

        await notebook.PassAsync("""
            using (var outer = source.StartActivity("outer"))
            {
                outer.SetTag("whole", 7L).SetTag("part", 0.5).SetTag("text", "a \"b\"").SetTag("flag", true);
                await Task.Yield();
                using var inner = source.StartActivity("inner");
                inner.SetStatus(System.Diagnostics.ActivityStatusCode.Error);
            }
            """);

        var cells = telemetry.Named("cell.run");
        cells.Select(cell => cell.GetTagItem("voicelake.cell.number")).ShouldBe([1, 2]);
        cells.ShouldAllBe(cell => cell.ParentSpanId == telemetry.Root.SpanId && Equals(cell.GetTagItem("voicelake.outcome"), "passed"));
        var outer = telemetry.Named("outer").ShouldHaveSingleItem();
        outer.ParentSpanId.ShouldBe(cells[1].SpanId);
        outer.Source.Name.ShouldBe("VoiceLake.Sample");
        outer.Source.Version.ShouldBe("1.2");
        outer.TagObjects.ShouldBe([new("whole", 7L), new("part", 0.5), new("text", "a \"b\""), new("flag", true)]);
        outer.StartTimeUtc.ShouldBeGreaterThanOrEqualTo(cells[1].StartTimeUtc.AddMilliseconds(-1));
        var inner = telemetry.Named("inner").ShouldHaveSingleItem();
        inner.ParentSpanId.ShouldBe(outer.SpanId);
        inner.Status.ShouldBe(ActivityStatusCode.Error);
        inner.Duration.ShouldBeLessThanOrEqualTo(outer.Duration);
    }

    [Fact]
    public async Task Values_of_a_cell_arrive_with_their_tags()
    {
        using var telemetry = new TelemetryRecorder();
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync(Instruments);

        await notebook.PassAsync("count.Add(3, new KeyValuePair<string, object>(\"of\", \"a\")); count.Add(4); seconds.Record(0.25);");

        telemetry.Sum("sample.things").ShouldBe(7);
        telemetry.Sum("sample.things", "of", "a").ShouldBe(3);
        telemetry.Of("sample.duration").ShouldHaveSingleItem().Value.ShouldBe(0.25);
    }

    [Fact]
    public async Task A_failed_cell_says_the_kind_of_its_error_and_not_its_message()
    {
        using var telemetry = new TelemetryRecorder();
        await using var notebook = await Notebook.StartAsync();

        await notebook.FailAsync("throw new ArgumentException(\"hush-hush\");");

        var cell = telemetry.Named("cell.run").ShouldHaveSingleItem();
        cell.Status.ShouldBe(ActivityStatusCode.Error);
        cell.GetTagItem("error.type").ShouldBe("System.ArgumentException");
        cell.TagObjects.ShouldAllBe(tag => !$"{tag.Value}".Contains("hush"));
        telemetry.Of("voicelake.cell.duration").ShouldHaveSingleItem().Tags["error.type"].ShouldBe("System.ArgumentException");
        telemetry.Of("voicelake.cell.memory").ShouldHaveSingleItem().Value.ShouldBeGreaterThan(10_000_000);
        AttackLedger.Withstood("telemetry", "a secret in the message of a cell's exception", 1, "in no tag of a span or metric");
    }

    [Fact]
    public async Task What_a_process_leaves_open_when_it_dies_ends_as_failed()
    {
        using var telemetry = new TelemetryRecorder();
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync(Instruments);

        await notebook.FailAsync("var lost = source.StartActivity(\"lost\"); System.Diagnostics.Process.GetCurrentProcess().Kill();");

        var lost = telemetry.Named("lost").ShouldHaveSingleItem();
        lost.Status.ShouldBe(ActivityStatusCode.Error);
        lost.GetTagItem("error.type").ShouldBe("process-ended");
    }

    [Fact]
    public async Task The_cells_of_a_notebook_that_another_one_runs_hang_below_the_cell_that_runs_it()
    {
        Notebooks.Write(_folder.Path, "inner.ipynb", Notebooks.Code("1 + 1"));
        var outer = Notebooks.Write(_folder.Path, "outer.ipynb", Notebooks.Code("await Notebook.RunAsync(\"inner.ipynb\")"));
        using var telemetry = new TelemetryRecorder();

        var report = await new NotebookRunner(new RunOptions { OutputFolder = _folder.PathOf("out") }).RunAsync([outer], cancellationToken: TestContext.Current.CancellationToken);

        report.Passed.ShouldBeTrue();
        var notebooks = telemetry.Named("notebook.run").ToDictionary(span => (string)span.GetTagItem("voicelake.notebook.name")!);
        var cells = telemetry.Named("cell.run").ToDictionary(span => (string)span.GetTagItem("voicelake.notebook.name")!);
        cells["outer"].ParentSpanId.ShouldBe(notebooks["outer"].SpanId);
        notebooks["inner"].ParentSpanId.ShouldBe(cells["outer"].SpanId);
        cells["inner"].ParentSpanId.ShouldBe(notebooks["inner"].SpanId);
        notebooks["outer"].GetTagItem("voicelake.outcome").ShouldBe("passed");
        telemetry.Of("voicelake.notebook.duration").Count.ShouldBe(2);
    }
}
