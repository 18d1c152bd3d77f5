using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Engine;

public class CellTests
{
    [Fact]
    public async Task Cells_share_their_variables_methods_and_types()
    {
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync("var rate = 16000; record Clip(string Name, double Seconds); int Twice(int n) => 2 * n;");
        (await notebook.PassAsync("new Clip(\"a\", Twice(rate) / 32000.0)")).Text.ShouldBe("Clip { Name = a, Seconds = 1 }");
    }

    [Fact]
    public async Task A_name_declared_again_replaces_the_earlier_one()
    {
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync("var x = 1; int F() => 1;");
        await notebook.PassAsync("var x = \"one\"; int F() => 2;");
        (await notebook.PassAsync("x + F()")).Text.ShouldBe("one2");
    }

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("\"text\"", "text")]
    [InlineData("await Task.FromResult(5)", "5")]
    [InlineData("(string?)null", "<null>")]
    [InlineData("0.1 + 0.2", "0.30000000000000004")]
    [InlineData("Math.Max(1, 2);", null)]
    [InlineData("var y = 3;", null)]
    [InlineData("Console.Write(1)", null)]
    [InlineData("await Task.Yield()", null)]
    [InlineData("// nothing", null)]
    [InlineData("", null)]
    [InlineData("if (true) { return 7; }\nreturn 8;", "7")]
    [InlineData("using System.IO;\nPath.GetExtension(\"a.wav\")", ".wav")]
    public async Task The_trailing_expression_is_the_result(string code, string? expected)
    {
        await using var notebook = await Notebook.StartAsync();
        (await notebook.PassAsync(code)).Text.ShouldBe(expected);
    }

    [Fact]
    public async Task Imports_of_an_earlier_cell_hold()
    {
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync("using System.Globalization;");
        (await notebook.PassAsync("CultureInfo.InvariantCulture.LCID")).Text.ShouldBe("127");
    }

    [Fact]
    public async Task Await_and_await_foreach_stand_at_the_top_level()
    {
        await using var notebook = await Notebook.StartAsync();
        var cell = await notebook.PassAsync("""
            async IAsyncEnumerable<int> Count()
            {
                for (var i = 0; i < 3; i++) { await Task.Delay(1); yield return i; }
            }
            var sum = 0;
            await foreach (var i in Count()) sum += i;
            sum
            """);
        cell.Text.ShouldBe("3");
    }

    [Fact]
    public async Task Console_writes_of_any_thread_arrive_in_order_and_gathered()
    {
        await using var notebook = await Notebook.StartAsync();
        var cell = await notebook.PassAsync("""
            for (var i = 0; i < 10000; i++) Console.WriteLine(i);
            await Task.Run(() => Console.Write("from the pool"));
            Console.Error.Write("wrong");
            """);
        cell.Stdout.ShouldBe(string.Concat(Enumerable.Range(0, 10000).Select(i => $"{i}\n")) + "from the pool");
        cell.Stderr.ShouldBe("wrong");
        cell.Outputs.Count.ShouldBeLessThan(200);
    }

    [Fact]
    public async Task Output_arrives_while_the_cell_runs()
    {
        await using var notebook = await Notebook.StartAsync(input: (_, _) => Task.FromResult<string?>("go on"));
        var seen = new List<string>();
        var cell = await notebook.RunAsync(
            "Console.Write(\"before\"); var answer = await GetInputAsync(\"?\"); Console.Write(answer);",
            onOutput: output => seen.Add(((StreamOutput)output).Text));
        cell.Result.Succeeded.ShouldBeTrue();
        seen.ShouldBe(["before", "go on"]);
    }

    [Fact]
    public async Task What_programs_and_native_code_write_belongs_to_the_cell_that_started_them()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It starts a Unix shell.");
        await using var notebook = await Notebook.StartAsync();
        var cell = await notebook.PassAsync("""
            using System.Diagnostics;
            using var shell = Process.Start("/bin/sh", new[] { "-c", "echo stray; echo odd >&2" });
            await shell.WaitForExitAsync();
            """.Replace("using var", "var", StringComparison.Ordinal));
        cell.Stdout.ShouldBe("stray\n");
        cell.Stderr.ShouldBe("odd\n");
        (await notebook.PassAsync("1")).Outputs.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_working_directory_and_environment_are_those_asked_for()
    {
        using var folder = new VoiceLake.Tests.Support.TemporaryFolder();
        await using var notebook = await Notebook.StartAsync(workingDirectory: folder.Path, environment: new Dictionary<string, string> { ["VOICELAKE_LAKE"] = "file:x" });
        (await notebook.PassAsync("Environment.CurrentDirectory + Environment.GetEnvironmentVariable(\"VOICELAKE_LAKE\")")).Text.ShouldBe(folder.Path + "file:x");
    }

    [Fact]
    public async Task An_extension_method_at_the_top_of_a_cell_serves_later_cells_too()
    {
        await using var notebook = await Notebook.StartAsync();
        (await notebook.PassAsync("static int Half(this int n) => n / 2;\n8.Half()")).Text.ShouldBe("4");
        (await notebook.PassAsync("10.Half()")).Text.ShouldBe("5");
    }
}
