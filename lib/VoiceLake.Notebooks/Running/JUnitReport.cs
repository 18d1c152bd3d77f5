using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace VoiceLake.Notebooks.Running;

/// <summary>Writes a run as JUnit XML, which CI services read: a test suite a notebook, a test case a cell.</summary>
public static class JUnitReport
{
    /// <summary>Writes the file, its folder too.</summary>
    public static async Task WriteAsync(RunReport report, string path, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await using var file = File.Create(path);
        var settings = new XmlWriterSettings { Async = true, Indent = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n" };
        await using var writer = XmlWriter.Create(file, settings);
        await Build(report).SaveAsync(writer, cancellationToken);
    }

    internal static XDocument Build(RunReport report)
    {
        var suites = report.Notebooks.Select(notebook => Suite(notebook, report.Started)).ToList();
        return new(new XElement("testsuites",
            new XAttribute("name", "notebooks"),
            Sum("tests", suites), Sum("failures", suites), Sum("errors", suites), Sum("skipped", suites),
            Seconds(report.Duration),
            suites));
    }

    private static XElement Suite(NotebookRun notebook, DateTimeOffset started)
    {
        var cases = notebook.Cells.Select(cell => Case(notebook, cell)).ToList();
        if (notebook.Problem is { } problem)
        {
            cases.Insert(0, new("testcase", new XAttribute("classname", notebook.Name), new XAttribute("name", "start"), Seconds(notebook.Duration),
                new XElement("error", new XAttribute("message", Legal(problem)), Legal(problem))));
        }

        return new("testsuite",
            new XAttribute("name", notebook.Name),
            new XAttribute("tests", cases.Count),
            Count("failures", cases, "failure"), Count("errors", cases, "error"), Count("skipped", cases, "skipped"),
            Seconds(notebook.Duration),
            new XAttribute("timestamp", started.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)),
            new XElement("properties", new XElement("property", new XAttribute("name", "path"), new XAttribute("value", notebook.Path)),
                notebook.Parameters.Select(pair => Property(pair.Key, pair.Value)),
                notebook.ExitValue is { } value ? Property("exit value", value) : null),
            cases);
    }

    private static XElement Case(NotebookRun notebook, CellRun cell) => new("testcase",
        new XAttribute("classname", notebook.Name),
        new XAttribute("name", Legal(Name(cell))),
        Seconds(cell.Duration),
        cell switch
        {
            { IsFailure: true } => new XElement("failure",
                new XAttribute("type", Legal(cell.Error?.Name ?? "")),
                new XAttribute("message", Legal(cell.Error?.Value ?? RunStatusName.Of(cell.Status))),
                Legal(string.Join('\n', cell.Error?.Traceback ?? []))),
            { Status: RunStatus.Skipped } => new XElement("skipped", new XAttribute("message", "tagged skip-execution, or empty")),
            { Status: RunStatus.NotRun } => new XElement("skipped", new XAttribute("message",
                notebook.ExitValue is null ? "not run: something before it failed" : "not run: the notebook ended before it")),
            _ => null,
        });

    private static XElement Property(string name, string value) => new("property", new XAttribute("name", name), new XAttribute("value", Legal(value)));

    private static string Name(CellRun cell) => string.Create(
        CultureInfo.InvariantCulture, $"[{cell.Number}]{(cell.IsInjected ? " injected parameters" : "")}{(cell.Title is null ? "" : $" {cell.Title}")}");

    private static XAttribute Seconds(TimeSpan duration) => new("time", duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));

    private static XAttribute Count(string attribute, List<XElement> cases, string child) => new(attribute, cases.Count(one => one.Element(child) is not null));

    private static XAttribute Sum(string attribute, List<XElement> suites) => new(attribute, suites.Sum(suite => (int)suite.Attribute(attribute)!));

    // XML 1.0 has no way to write most control characters, and terminals' colours mean nothing to a CI page.
    private static string Legal(string text)
    {
        var plain = AnsiText.Strip(text);
        var legal = new StringBuilder(plain.Length);
        foreach (var rune in plain.EnumerateRunes())
        {
            legal.Append(rune.Value is '\t' or '\n' or '\r' or (>= ' ' and not 0xFFFE and not 0xFFFF) ? rune.ToString() : "\uFFFD");
        }

        return legal.ToString();
    }
}
