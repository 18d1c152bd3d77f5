using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Engine;

public class ErrorTests
{
    [Fact]
    public async Task A_compile_error_names_cell_line_and_column_and_points_at_the_code()
    {
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync("var a = 1;");
        var error = await notebook.FailAsync("var b = a;\nvar c = b + missing;");
        error.Name.ShouldBe("CompilationError");
        error.Value.ShouldBe("Cell 2, line 2, column 13: CS0103: The name 'missing' does not exist in the current context");
        error.Traceback.ShouldBe([error.Value, "    var c = b + missing;", "                ^"]);
        (await notebook.PassAsync("a")).Text.ShouldBe("1");
    }

    [Fact]
    public async Task A_runtime_error_shows_the_users_frames_only()
    {
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync("double Share(int part, int whole)\n{\n    if (whole == 0)\n        throw new ArgumentException(\"no whole\");\n    return (double)part / whole;\n}");
        var error = await notebook.FailAsync("var x = 5;\nSystem.Console.WriteLine(\"here\");\nvar share = Share(x, 0);\nx = 6;");
        error.Name.ShouldBe("System.ArgumentException");
        error.Value.ShouldBe("no whole");
        error.Traceback.ShouldBe(
        [
            "System.ArgumentException: no whole",
            "   at Share in Cell 1, line 4",
            "      throw new ArgumentException(\"no whole\");",
            "   at Cell 2, line 3",
            "      var share = Share(x, 0);",
        ]);
        (await notebook.PassAsync("x")).Text.ShouldBe("5");
    }

    [Fact]
    public async Task Async_methods_lambdas_and_members_keep_their_names_in_a_trace()
    {
        await using var notebook = await Notebook.StartAsync();
        var error = await notebook.FailAsync("""
            class Box
            {
                public int Open() => throw new InvalidOperationException("locked");
            }
            async Task<int> LaterAsync() { await Task.Yield(); return new Box().Open(); }
            Func<Task<int>> lambda = async () => await LaterAsync();
            await lambda()
            """);
        error.Traceback.Where(line => line.StartsWith("   at ", StringComparison.Ordinal)).ShouldBe(
            ["   at Open in Cell 1, line 3", "   at LaterAsync in Cell 1, line 5", "   at Cell 1, line 6", "   at Cell 1, line 7"]);
    }

    [Fact]
    public async Task Inner_exceptions_are_told_and_wrappers_are_not()
    {
        await using var notebook = await Notebook.StartAsync();
        var inner = await notebook.FailAsync("try { int.Parse(\"x\"); } catch (Exception e) { throw new InvalidOperationException(\"outer\", e); }");
        inner.Value.ShouldBe("outer");
        inner.Traceback.ShouldContain(line => line.StartsWith(" ---> System.FormatException: ", StringComparison.Ordinal));
        var wrapped = await notebook.FailAsync("Task.Run(() => throw new TimeoutException(\"late\")).Wait();");
        wrapped.Name.ShouldBe("System.TimeoutException");
        string.Join('\n', wrapped.Traceback).ShouldNotContain("Aggregate");
    }

    [Fact]
    public async Task No_frame_of_the_engine_or_the_compiler_is_shown()
    {
        await using var notebook = await Notebook.StartAsync();
        var error = await notebook.FailAsync("new List<int>().First()");
        var text = string.Join('\n', error.Traceback);
        text.ShouldBe("System.InvalidOperationException: Sequence contains no elements\n   at Cell 1, line 1\n      new List<int>().First()");
    }

    [Theory]
    [InlineData("Environment.Exit(3);", "ProcessExited", "exit code 3")]
    [InlineData("int Down(int n) => Down(n + 1) + 1;\nDown(0)", "StackOverflowException", "recursed without end")]
    [InlineData("Environment.FailFast(\"broken\");", "ProcessExited", "aborted")]
    public async Task A_crash_of_the_process_is_an_error_that_says_so(string code, string name, string words)
    {
        await using var notebook = await Notebook.StartAsync();
        var error = await notebook.FailAsync(code);
        error.Name.ShouldBe(name);
        error.Value.ShouldContain(words);
        (await notebook.FailAsync("1")).Name.ShouldBe(name);
    }

    [Fact]
    public async Task Killing_the_process_ends_a_cell_that_never_would()
    {
        await using var notebook = await Notebook.StartAsync();
        var error = (await notebook.RunAsync("Console.Write(1);\nwhile (true) { }", onOutput: _ => notebook.Process.Kill())).Result.Error;
        error!.Name.ShouldBe("ProcessKilled");
    }

    [Fact]
    public async Task An_interrupted_cell_stops_awaiting_and_none_of_its_later_statements_run()
    {
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync("var later = false;");
        using var interrupt = new CancellationTokenSource();
        var cell = await notebook.RunAsync("Console.Write(1);\nawait Task.Delay(60000);\nlater = true;", interrupt.Token, _ => interrupt.Cancel());
        cell.Result.Error!.Name.ShouldBe("OperationCanceledException");
        (await notebook.PassAsync("later")).Text.ShouldBe("false");
    }

    [Fact]
    public async Task A_cell_that_takes_the_token_ends_by_itself()
    {
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync("var cleaned = false;");
        using var interrupt = new CancellationTokenSource();
        var cell = await notebook.RunAsync(
            "try { Console.Write(1); await Task.Delay(60000, Kernel.CancellationToken); } finally { cleaned = true; }", interrupt.Token, _ => interrupt.Cancel());
        cell.Result.Error!.Name.ShouldBe("OperationCanceledException");
        (await notebook.PassAsync("cleaned")).Text.ShouldBe("true");
    }

    [Fact]
    public async Task An_exception_of_a_background_thread_is_shown_and_the_notebook_lives_on()
    {
        await using var notebook = await Notebook.StartAsync();
        var cell = await notebook.PassAsync("var thread = new System.Threading.Thread(() => throw new InvalidOperationException(\"apart\"));\nthread.Start();\nthread.Join();\nvar x = 1;");
        cell.Stderr.ShouldContain("apart");
        (await notebook.PassAsync("x")).Text.ShouldBe("1");
    }

    [Fact]
    public async Task Input_without_anyone_to_answer_is_an_error_that_says_so()
    {
        await using var notebook = await Notebook.StartAsync();
        var error = await notebook.FailAsync("Console.ReadLine()");
        error.Value.ShouldContain("cannot answer questions");
    }
}
