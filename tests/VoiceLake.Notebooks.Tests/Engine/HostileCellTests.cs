using VoiceLake.Notebooks.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Engine;

public class HostileCellTests
{
    [Fact]
    public async Task A_cell_that_closes_the_console_silences_nothing()
    {
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync("Console.Write(\"before\"); Console.Out.Close(); Console.Out.Dispose();");
        (await notebook.PassAsync("Console.Write(\"after\");")).Stdout.ShouldBe("after");
    }

    [Fact]
    public async Task The_console_can_be_redirected_and_put_back()
    {
        await using var notebook = await Notebook.StartAsync();
        var cell = await notebook.PassAsync("""
            var console = Console.Out;
            var own = new System.IO.StringWriter();
            Console.SetOut(own);
            Console.Write("hidden");
            Console.SetOut(console);
            Console.Write("shown " + own);
            """);
        cell.Stdout.ShouldBe("shown hidden");
        (await notebook.PassAsync("Console.Write(1);")).Stdout.ShouldBe("1");
    }

    [Fact]
    public async Task A_console_that_a_failing_cell_left_redirected_is_put_back_for_the_next()
    {
        await using var notebook = await Notebook.StartAsync();
        await notebook.FailAsync("Console.SetOut(new System.IO.StringWriter()); Console.SetError(System.IO.TextWriter.Null); throw new Exception();");
        (await notebook.PassAsync("Console.Write(1); Console.Error.Write(2);")).Outputs.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_current_folder_and_the_culture_are_the_notebooks_own()
    {
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync("Environment.CurrentDirectory = System.IO.Path.GetTempPath();\nvar comma = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();\ncomma.NumberFormat.NumberDecimalSeparator = \",\";\nSystem.Globalization.CultureInfo.DefaultThreadCurrentCulture = comma;");
        (await notebook.PassAsync("#r \"System.Net.Http\"\n$\"{1.5} {Environment.CurrentDirectory == System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetTempPath())}\"")).Text.ShouldBe("1,5 True");
        (await notebook.PassAsync("1.5")).Text.ShouldBe("1.5");
        (await notebook.PassAsync("new[] { new { A = 1234.5, B = new DateTime(2024, 5, 6) } }")).Text!.ShouldContain("1234.5 | 2024-05-06 00:00:00");
        (await notebook.FailAsync("\n nope")).Value.ShouldStartWith("Cell 5, line 2, column 2: CS0103");
    }

    [Fact]
    public async Task What_a_program_started_by_a_cell_writes_belongs_to_the_cell()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the program is a Unix shell");
        await using var notebook = await Notebook.StartAsync();
        var cell = await notebook.PassAsync("using System.Diagnostics;\nProcess.Start(\"/bin/sh\", [\"-c\", \"echo out; echo err >&2\"])!.WaitForExit();");
        cell.Stdout.ShouldBe("out\n");
        cell.Stderr.ShouldBe("err\n");
    }

    [Fact]
    public async Task An_exception_of_a_task_that_nobody_awaits_ends_nothing()
    {
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync("void Leave() { _ = Task.Run(() => throw new InvalidOperationException(\"left behind\")); }\nLeave(); await Task.Delay(50); GC.Collect(); GC.WaitForPendingFinalizers();");
        (await notebook.PassAsync("2 + 2")).Text.ShouldBe("4");
    }

    [Fact]
    public async Task An_async_void_method_that_throws_is_told_on_the_error_stream()
    {
        await using var notebook = await Notebook.StartAsync();
        var cell = await notebook.PassAsync("async void Fire() { await Task.Yield(); throw new InvalidOperationException(\"fired\"); }\nFire(); await Task.Delay(200);");
        cell.Stderr.ShouldContain("System.InvalidOperationException: fired");
        (await notebook.PassAsync("3")).Text.ShouldBe("3");
    }

    [Fact]
    public async Task An_array_too_large_for_the_machine_is_an_exception_of_the_cell()
    {
        await using var notebook = await Notebook.StartAsync(environment: new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "0x20000000" });
        await notebook.PassAsync("var kept = 7;");
        (await notebook.FailAsync("var huge = new long[200_000_000];")).Name.ShouldBe("System.OutOfMemoryException");
        (await notebook.PassAsync("kept")).Text.ShouldBe("7");
    }

    [Fact]
    public async Task A_cell_that_throws_half_way_leaves_what_it_did_before()
    {
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync("var total = 1;");
        await notebook.FailAsync("total = 2; var late = 5; throw new Exception(\"stop\"); total = 3;");
        (await notebook.PassAsync("total + late")).Text.ShouldBe("7");
        await notebook.FailAsync("var never = 1; does not compile");
        await notebook.FailAsync("never");
    }
}
