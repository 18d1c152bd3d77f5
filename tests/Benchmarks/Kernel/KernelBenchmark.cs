using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.Tests.Support;

namespace VoiceLake.Benchmarks.Kernel;

/// <summary>How long a user of the kernel waits, and what it takes from the machine: as Jupyter's own clients see it.</summary>
internal static class KernelBenchmark
{
    // Debian's: another Python on the path has not its modules.
    private const string Python = "/usr/bin/python3";
    private const int CellsOfNotebook = 20;

    // Column of the table, name in the client's JSON, and the goal.
    private static readonly (string Figure, string Name, string Format, string Goal)[] Figures =
    [
        ("ready (wait_for_ready)", "ready_s", "0.00 s", "≤ 0.8 s"),
        ("first cell", "first_cell_s", "0.00 s", "≤ 0.6 s"),
        ("trivial cell, median of 200", "trivial_cell_s", "0.000 s", "≤ 0.040 s"),
        ("200 trivial cells", "all_cells_s", "0.0 s", "≤ 8 s"),
        ("memory a cell", "memory_per_cell_mb", "0.00 MB", "≤ 0.5 MB"),
        ("memory before them", "memory_mb", "0 MB", ""),
        ("completion, warm, median of 20", "completion_s", "0.000 s", "≤ 0.150 s"),
        ("completion, warm, slowest of 20", "slowest_completion_s", "0.000 s", ""),
        ("idle CPU", "idle_cpu", "0.0 %", "< 1 %"),
        ("nbconvert, a notebook of 20 cells", "nbconvert_s", "0.0 s", ""),
    ];

    /// <summary>Measures in a number of runs and returns a Markdown table of the medians, each with its smallest and largest value.</summary>
    public static async Task<string> RunAsync(int runs, CancellationToken ct)
    {
        using var folder = new TemporaryFolder();
        await RunAsync(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "VoiceLake.Cli.dll"), "kernel", "install", "--prefix", folder.Path]), ct);
        await File.WriteAllTextAsync(folder.PathOf("cells.ipynb"), Notebook(), ct);
        var measured = new List<JsonObject>();
        for (var i = 0; i < runs; i++)
        {
            var figures = (JsonObject)JsonNode.Parse(await RunAsync(Client(folder, "Kernel/measure.py", ".net-csharp"), ct))!;
            var clock = Stopwatch.GetTimestamp();
            await RunAsync(Client(folder, "-m", "nbconvert", "--to", "notebook", "--execute", folder.PathOf("cells.ipynb"), "--output", "executed.ipynb"), ct);
            figures["nbconvert_s"] = Stopwatch.GetElapsedTime(clock).TotalSeconds;
            measured.Add(figures);
        }

        return string.Join('\n', [$"| kernel, {runs} runs | median | smallest – largest | goal |", "|---|---:|---:|---:|", .. Figures.Select(figure => Row(figure, measured))]);
    }

    private static string Row((string Figure, string Name, string Format, string Goal) row, IEnumerable<JsonObject> measured)
    {
        var values = measured.Select(figures => (double)figures[row.Name]!).Order().ToArray();
        var median = (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
        return $"| {row.Figure} | {Text(median)} | {Text(values[0])} – {Text(values[^1])} | {row.Goal} |";

        string Text(double value) => value.ToString(row.Format, CultureInfo.InvariantCulture);
    }

    private static ProcessStartInfo Client(TemporaryFolder folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, ["-Xfrozen_modules=off", .. arguments]) { WorkingDirectory = Repository.PathOf("tests/Benchmarks") };
        start.Environment["JUPYTER_PATH"] = folder.PathOf("share/jupyter");
        start.Environment["JUPYTER_RUNTIME_DIR"] = folder.PathOf("runtime");
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return start;
    }

    private static async Task<string> RunAsync(ProcessStartInfo start, CancellationToken ct)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(ct);
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"'{start.FileName} {string.Join(' ', start.ArgumentList)}' ended with {process.ExitCode}: {await error}");
    }

    // What a notebook of a lesson has: variables, a type, queries, tables, text.
    private static string Notebook()
    {
        var cells = new JsonArray();
        for (var i = 0; i < CellsOfNotebook; i++)
        {
            var code = (i % 4) switch
            {
                0 => $"var numbers{i} = Enumerable.Range(1, 100).ToList();\nnumbers{i}.Where(n => n % 3 == 0).Sum()",
                1 => $"record Clip{i}(string Name, double Seconds);\nvar clips{i} = new[] {{ new Clip{i}(\"a\", 1.5), new Clip{i}(\"b\", 2) }};\nclips{i}",
                2 => $"foreach (var clip in clips{i - 1}) Console.WriteLine($\"{{clip.Name}} {{clip.Seconds:0.0}}\");",
                _ => $"await Task.Yield();\ndisplay(numbers{i - 3}.GroupBy(n => n % 7).ToDictionary(g => g.Key, g => g.Count()));",
            };
            cells.Add(new JsonObject { ["cell_type"] = "code", ["id"] = $"cell-{i}", ["metadata"] = new JsonObject(), ["execution_count"] = null, ["outputs"] = new JsonArray(), ["source"] = code });
        }

        return new JsonObject
        {
            ["cells"] = cells,
            ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["name"] = ".net-csharp", ["display_name"] = ".NET (C#)", ["language"] = "C#" } },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }
}
