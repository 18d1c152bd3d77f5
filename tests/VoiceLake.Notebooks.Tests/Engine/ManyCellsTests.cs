using System.Globalization;
using VoiceLake.Notebooks.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Engine;

public class ManyCellsTests(ITestOutputHelper output)
{
    private const int Cells = 500;

    // The compiler asks all earlier definitions of a method's name whether they fit the call: each name is defined anew by every 20th cell.
    private const int Methods = 20;

    [Fact]
    public async Task Five_hundred_cells_redefine_each_others_names_as_scripts_do()
    {
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync("int Base(int n) => n + 1000; var kept = new List<object>(); var first = new object(); kept.Add(first);");
        var before = await WorkingSetAsync(notebook);
        for (var i = 1; i <= Cells; i++)
        {
            var cell = await notebook.PassAsync($$"""
                class Item { public int Number => {{i}}; public string Name{{i}} => "item {{i}}"; }
                var item = new Item();
                Func<int, int> scale = n => n * {{i}} + item.Number;
                async Task<int> Later{{i % Methods}}Async(int n) { await Task.Yield(); return scale(n) + Base(n); }
                kept.Add(item);
                $"{item.Name{{i}}} {await Later{{i % Methods}}Async(2)} {kept.Count}"
                """);
            cell.Text.ShouldBe(FormattableString.Invariant($"item {i} {(2 * i) + i + 1002} {i + 1}"));
            if (i % 100 == 0)
            {
                await CheckErrorsAsync(notebook, i);
            }
        }

        var growth = (await WorkingSetAsync(notebook) - before) / Cells;
        output.WriteLine(FormattableString.Invariant($"memory growth: {growth:0.00} MB a cell"));
        (await notebook.PassAsync("kept.Skip(1).Select(k => k.GetType()).Distinct().Count()")).Text.ShouldBe("500");
        (await notebook.PassAsync("object.ReferenceEquals(first, kept[0]) && Base(1) == 1001 && kept[^1] is Item")).Text.ShouldBe("true");
        growth.ShouldBeLessThan(3);
    }

    private static async Task CheckErrorsAsync(Notebook notebook, int i)
    {
        var error = await notebook.FailAsync($"item = null!;\nint Fail() => throw new InvalidOperationException(\"cell {i}\");\nFail();\nitem = new Item();");
        error.Value.ShouldBe($"cell {i}");
        error.Traceback.ShouldAllBe(line => !line.Contains("Submission", StringComparison.Ordinal) && !line.Contains("VoiceLake", StringComparison.Ordinal));
        error.Traceback.Count(line => line.StartsWith("   at ", StringComparison.Ordinal)).ShouldBe(2);
        (await notebook.PassAsync("item is null")).Text.ShouldBe("true");
        (await notebook.FailAsync("new Item().Name0")).Value.ShouldContain("CS1061");
        (await notebook.PassAsync($"new Item().Number")).Text.ShouldBe(i.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<double> WorkingSetAsync(Notebook notebook) => double.Parse(
        (await notebook.PassAsync("GC.Collect(); GC.WaitForPendingFinalizers(); GC.Collect(); Environment.WorkingSet / 1e6")).Text!, CultureInfo.InvariantCulture);
}
