using System.Text.RegularExpressions;
using VoiceLake.Tests.Support;

namespace VoiceLake.Cli.Tests.Telemetry;

/// <summary>The real command, whose notebook writes a table in a process of its own.</summary>
public sealed partial class TelemetryOptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _notebook;

    public TelemetryOptionTests()
    {
        _notebook = _folder.PathOf("write.dib");
        File.WriteAllText(_notebook, $$"""
            #!csharp

            #r "{{Repository.PathOf("artifacts", "lib", "VoiceLake.dll")}}"
            using VoiceLake.Lake;
            await DataLake.Open(@"{{_folder.PathOf("lake")}}").Table("silver.words").AppendAsync(new[] { new { Word = "lake" } });
            """);
    }

    private string[] Run => ["run", _notebook, "--no-html", "--out", _folder.PathOf("out")];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Console_writes_the_spans_of_command_notebook_cell_and_library_as_one_trace_to_standard_error()
    {
        var (code, output, error) = await CliProcess.RunAsync([.. Run, "--telemetry", "console"]);

        code.ShouldBe(0, error);
        output.ShouldNotContain("Activity.");
        var spans = Span().Matches(error).ToDictionary(span => span.Groups["name"].Value);
        spans.Keys.ShouldBe(["lake.write", "cell.run", "notebook.run", "voicelake run"]);
        spans.Values.Select(span => span.Groups["trace"].Value).Distinct().Count().ShouldBe(1);
        spans["lake.write"].Groups["parent"].Value.ShouldBe(spans["cell.run"].Groups["id"].Value);
        spans["cell.run"].Groups["parent"].Value.ShouldBe(spans["notebook.run"].Groups["id"].Value);
        spans["notebook.run"].Groups["parent"].Value.ShouldBe(spans["voicelake run"].Groups["id"].Value);
        error.ShouldContain("Metric Name: voicelake.lake.rows");
        error.ShouldContain("voicelake.table: silver.words");
        error.ShouldMatch(@"LogRecord\.CategoryName: +VoiceLake\.Runs");
    }

    [Fact]
    public async Task Otlp_sends_spans_metrics_and_logs_to_the_collector_that_is_named()
    {
        await using var collector = await OtlpCollector.StartAsync();
        var environment = new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" };

        var (code, _, error) = await CliProcess.RunAsync(environment, [.. Run, "--telemetry", "otlp"]);

        code.ShouldBe(0, error);
        error.ShouldBeEmpty();
        foreach (var span in (string[])["lake.write", "cell.run", "notebook.run", "voicelake run"])
        {
            collector.Received("traces").ShouldContain(span);
        }

        collector.Received("metrics").ShouldContain("voicelake.lake.rows");
        collector.Received("metrics").ShouldContain("dotnet.process.memory.working_set");
        collector.Received("logs").ShouldContain("notebook.run");
    }

    [Fact]
    public async Task A_collector_that_is_not_there_is_told_in_one_line_and_changes_nothing()
    {
        var environment = new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:9", ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" };

        var (code, output, error) = await CliProcess.RunAsync(environment, [.. Run, "--telemetry", "otlp"]);

        code.ShouldBe(0);
        output.ShouldContain("1 passed");
        error.TrimEnd().ShouldStartWith("voicelake: telemetry could not be sent to http://127.0.0.1:9/");
        error.TrimEnd().ShouldNotContain('\n');
        AttackLedger.Withstood("telemetry", "a collector that is not there", 1, "one line on standard error, exit 0, the work done");
    }

    [Fact]
    public async Task Another_value_is_refused_in_one_line()
    {
        using var error = new StringWriter();

        (await CommandLine.InvokeAsync(["lake", "tables", "--telemetry", "jaeger"], TextWriter.Null, error, TestContext.Current.CancellationToken)).ShouldBe(ExitCodes.Usage);

        error.ToString().ShouldStartWith("voicelake: ");
        error.ToString().ShouldContain("'jaeger'");
        error.ToString().ShouldContain("'otlp'");
    }

    [GeneratedRegex(@"Activity\.TraceId: +(?<trace>\w+)\r?\nActivity\.SpanId: +(?<id>\w+)\r?\nActivity\.TraceFlags: +\w+\r?\n(Activity\.ParentSpanId: +(?<parent>\w+)\r?\n)?Activity\.DisplayName: +(?<name>[\w. ]+?)\r?\n")]
    private static partial Regex Span();
}
