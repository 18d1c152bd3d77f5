using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using VoiceLake.DataFactory.Telemetry;
using VoiceLake.Notebooks.Telemetry;
using VoiceLake.Telemetry;
using VoiceLake.Tests.Support;

namespace VoiceLake.Cli.Tests.Telemetry;

/// <summary>docs/operations.md says what there is.</summary>
public partial class OperationsDocumentTests
{
    private static readonly string Text = File.ReadAllText(Repository.PathOf("docs", "operations.md"));

    [Fact]
    public void Its_table_of_metrics_is_that_of_the_code()
    {
        var rows = MetricRow().Matches(Text).Select(row => $"{row.Groups["name"].Value} {row.Groups["kind"].Value} {row.Groups["unit"].Value} {row.Groups["meaning"].Value}");

        rows.Order(StringComparer.Ordinal).ShouldBe(Instruments().Select(one => $"{one.Name} {KindOf(one)} {one.Unit} {one.Description}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Its_table_of_spans_names_every_span_of_the_code()
    {
        var spans = Directory.EnumerateFiles(Repository.PathOf("lib"), "*Telemetry.cs", SearchOption.AllDirectories)
            .SelectMany(file => SpanName().Matches(File.ReadAllText(file))).Select(span => span.Groups["name"].Value)
            .Concat(["bronze.run", "silver.run", "gold.run"]).Distinct().Order(StringComparer.Ordinal).ToList();

        spans.Count.ShouldBe(11);
        SpanRow().Matches(Text).Select(row => row.Groups["name"].Value).Order(StringComparer.Ordinal).ShouldBe(spans);
    }

    [Fact]
    public void Every_command_it_shows_is_understood()
    {
        var commands = Text.Split('\n').Where(line => line.StartsWith("voicelake ", StringComparison.Ordinal)).ToList();

        commands.Count.ShouldBe(3);
        foreach (var command in commands)
        {
            CommandLine.Create().Parse(command["voicelake ".Length..].Split(' ')).Errors.Select(error => error.Message).ShouldBeEmpty(command);
        }
    }

    [Fact]
    public void It_names_every_source()
    {
        foreach (var name in (string[])[VoiceLakeTelemetry.Name, FactoryTelemetry.Name, NotebookTelemetry.Name])
        {
            Text.ShouldContain($"| `{name}` |");
        }
    }

    private static List<Instrument> Instruments()
    {
        Assembly[] libraries = [typeof(VoiceLakeTelemetry).Assembly, typeof(FactoryTelemetry).Assembly, typeof(NotebookTelemetry).Assembly];
        var instruments = new List<Instrument>();
        foreach (var field in libraries.SelectMany(library => library.GetTypes()).SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)).Where(field => field.FieldType.IsAssignableTo(typeof(Instrument))))
        {
            RuntimeHelpers.RunClassConstructor(field.DeclaringType!.TypeHandle);
            instruments.Add((Instrument)field.GetValue(null)!);
        }

        return instruments;
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0].ToLowerInvariant();

    [GeneratedRegex(@"^\| `(?<name>voicelake\.[a-z.]+)` \| (?<kind>\w+) \| `(?<unit>[^`]+)` \| (?<tags>[^|]*)\| (?<meaning>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex MetricRow();

    [GeneratedRegex(@"^\| (· )+`(?<name>[a-z.]+)` \|", RegexOptions.Multiline)]
    private static partial Regex SpanRow();

    [GeneratedRegex(@"(StartActivity\(|VoiceLakeTelemetry\.Source, )""(?<name>[a-z.]+)""")]
    private static partial Regex SpanName();
}
