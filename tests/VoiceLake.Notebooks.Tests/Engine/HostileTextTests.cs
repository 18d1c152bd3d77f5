using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Engine;

public class HostileTextTests
{
    [Fact]
    public async Task Half_a_surrogate_pair_is_shown_as_the_replacement_character()
    {
        await using var notebook = await Notebook.StartAsync();
        (await notebook.PassAsync("Console.Write(\"a\\ud83d\");")).Stdout.ShouldBe("a\uFFFD");
        (await notebook.PassAsync("Console.Write(\"\\ude00b\");")).Stdout.ShouldBe("\uFFFDb");
        (await notebook.PassAsync("\"x\\ud83d\"")).Text.ShouldBe("x\uFFFD");
        (await notebook.FailAsync("throw new Exception(\"bad \\ud83d\");")).Value.ShouldBe("bad \uFFFD");
        (await notebook.PassAsync("1 + 1")).Text.ShouldBe("2");
    }

    [Fact]
    public async Task A_surrogate_pair_written_in_two_halves_arrives_whole()
    {
        await using var notebook = await Notebook.StartAsync();
        var cell = await notebook.PassAsync("Console.Write('\\ud83d'); await Task.Delay(150); Console.Write('\\ude00');");
        cell.Stdout.ShouldBe("\U0001F600");
        var long_ = await notebook.PassAsync("for (var i = 0; i < 40_001; i++) { Console.Write(i % 2 == 0 ? '\\ud83d' : '\\ude00'); } Console.Write('\\ude00');");
        long_.Stdout.ShouldBe(string.Concat(Enumerable.Repeat("\U0001F600", 20_001)));
    }

    [Fact]
    public async Task Control_characters_pass_as_they_are()
    {
        await using var notebook = await Notebook.StartAsync();
        (await notebook.PassAsync("Console.Write(\"a\\0\\u0001\\u001b[31m\\u2028\\u0085\\ufeff\\ufffe\\r\\n\");")).Stdout
            .ShouldBe("a\0\u0001\u001b[31m\u2028\u0085\ufeff\ufffe\r\n");
    }

    [Fact]
    public async Task A_line_of_five_million_characters_arrives_whole()
    {
        await using var notebook = await Notebook.StartAsync();
        (await notebook.PassAsync("Console.Write(new string('x', 5_000_000));")).Stdout.ShouldBe(new string('x', 5_000_000));
    }

    [Fact]
    public async Task A_hundred_million_characters_arrive_and_neither_side_keeps_them()
    {
        await using var notebook = await Notebook.StartAsync();
        long length = 0;
        await notebook.PassAsync("1");
        var result = await notebook.Process.ExecuteAsync(
            "var line = new string('y', 99); for (var i = 0; i < 1_000_000; i++) { Console.WriteLine(line); }", new CellInfo(2),
            output => length += ((StreamOutput)output).Text.Length, TestContext.Current.CancellationToken);
        result.Succeeded.ShouldBeTrue();
        length.ShouldBe(100_000_000);
        double.Parse((await notebook.PassAsync("System.Diagnostics.Process.GetCurrentProcess().WorkingSet64 / 1e6")).Text!, System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBeLessThan(500);
    }

    [Fact]
    public async Task Lines_of_eight_threads_stay_whole()
    {
        await using var notebook = await Notebook.StartAsync();
        var cell = await notebook.PassAsync(
            "Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, t => { for (var i = 0; i < 500; i++) { Console.WriteLine($\"thread {t} line {i}\"); } });");
        var lines = cell.Stdout.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(4000);
        lines.ShouldBe(Enumerable.Range(0, 8).SelectMany(t => Enumerable.Range(0, 500).Select(i => $"thread {t} line {i}")), ignoreOrder: true);
    }
}
