using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Notebooks.Running;
using VoiceLake.Notebooks.Running.Parameters;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Running;

/// <summary>Real notebooks in real processes.</summary>
public sealed class NotebookRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Out => _folder.PathOf("out");

    private string Lessons => _folder.PathOf("lessons");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Cells_run_in_order_and_their_outputs_stand_in_the_executed_notebook()
    {
        var path = Notebooks.Write(
            Lessons, "a.ipynb", Notebooks.Prose("# A\n\n## Count"), Notebooks.Code("var n = 20;"), Notebooks.Code("Console.WriteLine(\"hello\"); n + 1"), Notebooks.Code(" "));
        var before = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

        var report = await RunAsync(new() { OutputFolder = Out }, path);

        report.Passed.ShouldBeTrue();
        var run = report.Notebooks.Single();
        run.Cells.Select(cell => (cell.Number, cell.Title, cell.Status)).ShouldBe(
            [(1, "Count", RunStatus.Passed), (2, "Count", RunStatus.Passed), (3, "Count", RunStatus.Skipped)]);
        var executed = Executed("a");
        executed.Cells[2].ExecutionCount.ShouldBe(2);
        Text(executed.Cells[2].Outputs[0]!["text"]).ShouldBe("hello\n");
        Text(executed.Cells[2].Outputs[1]!["data"]!["text/plain"]).ShouldBe("21");
        executed.Metadata["voicelake"]!["status"]!.GetValue<string>().ShouldBe("passed");
        (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ShouldBe(before);
    }

    [Fact]
    public async Task A_failing_cell_ends_its_notebook_and_those_behind_it_are_not_run()
    {
        Notebooks.Write(Lessons, "1.ipynb", Notebooks.Code("1"));
        Notebooks.Write(Lessons, "2.ipynb", Notebooks.Prose("# B\n## Dry"), Notebooks.Code("throw new InvalidOperationException(\"the lake is dry\");"), Notebooks.Code("2"));
        Notebooks.Write(Lessons, "3.ipynb", Notebooks.Code("3"));

        var report = await RunAsync(new() { OutputFolder = Out }, Lessons);

        report.Notebooks.Select(run => run.Status).ShouldBe([RunStatus.Passed, RunStatus.Failed, RunStatus.NotRun]);
        var failure = report.Notebooks[1].Failure!;
        (failure.Number, failure.Title, failure.Error!.Value).ShouldBe((1, "Dry", "the lake is dry"));
        report.Notebooks[1].Cells[1].Status.ShouldBe(RunStatus.NotRun);
        var executed = Executed("2");
        executed.Cells[1].Outputs.Single()!["ename"]!.GetValue<string>().ShouldBe("System.InvalidOperationException");
        executed.Cells[2].Outputs.ShouldBeEmpty();
        executed.Metadata["voicelake"]!["status"]!.GetValue<string>().ShouldBe("failed");
        Executed("3").Metadata["voicelake"]!["status"]!.GetValue<string>().ShouldBe("not run");
    }

    [Fact]
    public async Task Where_errors_are_allowed_everything_runs_and_the_run_still_fails()
    {
        Notebooks.Write(Lessons, "1.ipynb", Notebooks.Code("throw new Exception(\"a\");"), Notebooks.Code("undeclared"), Notebooks.Code("1 + 1"));
        Notebooks.Write(Lessons, "2.ipynb", Notebooks.Code("2"));

        var report = await RunAsync(new() { OutputFolder = Out, AllowErrors = true }, Lessons);

        report.Passed.ShouldBeFalse();
        report.Notebooks[0].Cells.Select(cell => cell.Status).ShouldBe([RunStatus.Failed, RunStatus.Failed, RunStatus.Passed]);
        report.Notebooks[1].Status.ShouldBe(RunStatus.Passed);
    }

    [Fact]
    public async Task Tags_say_which_cell_may_fail_and_which_is_not_run()
    {
        var path = Notebooks.Write(
            Lessons, "a.ipynb", Notebooks.Code("throw new Exception(\"shown\");", "raises-exception"), Notebooks.Code("throw new Exception(\"never\");", "skip-execution"), Notebooks.Code("3"));

        var report = await RunAsync(new() { OutputFolder = Out }, path);

        report.Passed.ShouldBeTrue();
        report.Notebooks[0].Cells.Select(cell => cell.Status).ShouldBe([RunStatus.Passed, RunStatus.Skipped, RunStatus.Passed]);
        Executed("a").Cells[0].Outputs.Single()!["evalue"]!.GetValue<string>().ShouldBe("shown");
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("await Task.Delay(-1);")]
    public async Task An_endless_cell_ends_at_its_time_out(string code)
    {
        var path = Notebooks.Write(Lessons, "a.ipynb", Notebooks.Code(code), Notebooks.Code("2"));

        var report = await RunAsync(new() { OutputFolder = Out, CellTimeout = TimeSpan.FromSeconds(2) }, path);

        report.Notebooks[0].Cells.Select(cell => cell.Status).ShouldBe([RunStatus.TimedOut, RunStatus.NotRun]);
        report.Notebooks[0].Failure!.Error!.Value.ShouldBe("The cell did not end within its 2 s.");
        Executed("a").Cells[0].Outputs.Single()!["ename"]!.GetValue<string>().ShouldBe("TimeoutException");
    }

    [Fact]
    public async Task The_whole_run_has_a_time_out_too()
    {
        Notebooks.Write(Lessons, "1.ipynb", Notebooks.Code("await Task.Delay(-1);"));
        Notebooks.Write(Lessons, "2.ipynb", Notebooks.Code("2"));

        var report = await RunAsync(new() { OutputFolder = Out, Timeout = TimeSpan.FromSeconds(5), AllowErrors = true }, Lessons);

        report.Notebooks.Select(run => run.Status).ShouldBe([RunStatus.TimedOut, RunStatus.NotRun]);
    }

    [Fact]
    public async Task A_cell_that_takes_its_process_down_fails_and_what_came_before_is_kept()
    {
        var path = Notebooks.Write(Lessons, "a.ipynb", Notebooks.Code("\"kept\""), Notebooks.Code("Environment.FailFast(\"gone\");", "raises-exception"), Notebooks.Code("3"));

        var report = await RunAsync(new() { OutputFolder = Out, AllowErrors = true }, path);

        report.Notebooks[0].Cells.Select(cell => cell.Status).ShouldBe([RunStatus.Passed, RunStatus.Failed, RunStatus.NotRun]);
        Text(Executed("a").Cells[0].Outputs[0]!["data"]!["text/plain"]).ShouldBe("kept");
    }

    [Fact]
    public async Task A_stopped_run_keeps_what_has_run()
    {
        var path = Notebooks.Write(Lessons, "a.ipynb", Notebooks.Code("\"kept\""), Notebooks.Code("while (true) { }"));
        using var stop = new CancellationTokenSource();
        var progress = new Watcher(happened =>
        {
            if (happened is CellStarted { Cell.Number: 2 })
            {
                stop.Cancel();
            }
        });

        var report = await new NotebookRunner(new() { OutputFolder = Out }).RunAsync([path], progress, stop.Token);

        report.Cancelled.ShouldBeTrue();
        Executed("a").Cells[0].Outputs.Count.ShouldBe(1);
        Executed("a").Cells[1].Outputs.Single()!["ename"]!.GetValue<string>().ShouldBe("Cancelled");
    }

    [Fact]
    public async Task Parameters_are_injected_shown_and_used()
    {
        var path = Notebooks.Write(
            Lessons, "a.ipynb", Notebooks.Code("string lake = \"lake\"; int n = 1; double ratio = 0.5; bool on = false; string? none = \"x\";", "parameters"),
            Notebooks.Code("$\"{lake} {n} {ratio} {on} {none is null}\""));
        var given = new Dictionary<string, ParameterValue>
        {
            ["lake"] = ParameterValue.FromText("file:a \"b\""),
            ["n"] = ParameterValue.FromText("7"),
            ["ratio"] = ParameterValue.FromText("0.25"),
            ["on"] = ParameterValue.FromText("true"),
            ["none"] = ParameterValue.Null,
        };

        var report = await RunAsync(new() { OutputFolder = Out, InPlace = true, Parameters = given }, path);

        report.Passed.ShouldBeTrue();
        var executed = Executed("a");
        executed.Cells[1].HasTag(NotebookCell.InjectedParametersTag).ShouldBeTrue();
        Text(executed.Cells[2].Outputs[0]!["data"]!["text/plain"]).ShouldBe("file:a \"b\" 7 0.25 True True");
        executed.Metadata["voicelake"]!["parameters"]!["n"]!.GetValue<string>().ShouldBe("7");

        var refreshed = await NotebookDocument.ReadAsync(path, TestContext.Current.CancellationToken);
        refreshed.Cells.Count.ShouldBe(2);
        refreshed.Cells[1].Outputs.Count.ShouldBe(1);
        refreshed.ToJson().ShouldNotContain("voicelake");
    }

    [Fact]
    public async Task Refreshing_in_place_changes_outputs_and_counts_and_no_other_byte_of_a_foreign_file()
    {
        const string foreign = "{\"nbformat\":4,  \"nbformat_minor\":2,\r\n\t\"metadata\":{\"title\":\"Gr\\u00F6\\u00dfe\",\"v\":1.0},\r\n\t\"cells\":[{\"cell_type\":\"code\",\"metadata\":{},\"source\":\"Console.Write(1)\",\"outputs\":OUT,\"execution_count\":null}]}";
        Directory.CreateDirectory(Lessons);
        var path = Path.Combine(Lessons, "a.ipynb");
        File.WriteAllText(path, foreign.Replace("OUT", "[]", StringComparison.Ordinal));

        (await RunAsync(new() { InPlace = true }, path)).Passed.ShouldBeTrue();

        var (before, behind) = (foreign[..foreign.IndexOf("OUT", StringComparison.Ordinal)], "}]}");
        var written = File.ReadAllText(path);
        written.ShouldStartWith(before);
        written.ShouldEndWith("\"execution_count\":1" + behind);
    }

    [Fact]
    public async Task Refreshing_in_place_twice_gives_the_same_bytes()
    {
        var path = Notebooks.Write(Lessons, "a.ipynb", Notebooks.Prose("# T"), Notebooks.Code("Console.Write(\"x\"); 1"), Notebooks.Code("throw new Exception(\"e\");", "raises-exception"));

        await RunAsync(new() { InPlace = true }, path);
        var first = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await RunAsync(new() { InPlace = true }, path);

        first.ShouldContain("\"evalue\": \"e\"");
        (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ShouldBe(first);
    }

    [Fact]
    public async Task Cells_work_in_the_folder_the_command_was_started_in()
    {
        var path = Notebooks.Write(Lessons, "a.ipynb", Notebooks.Code("Environment.CurrentDirectory"));

        await RunAsync(new() { OutputFolder = Out, WorkingDirectory = _folder.Path }, path);

        Text(Executed("a").Cells[0].Outputs[0]!["data"]!["text/plain"]).ShouldEndWith(Path.GetFileName(_folder.Path));
    }

    [Fact]
    public async Task A_dib_runs_and_is_written_as_a_notebook()
    {
        Directory.CreateDirectory(Lessons);
        var path = Path.Combine(Lessons, "a.dib");
        await File.WriteAllTextAsync(path, "#!markdown\n\n# T\n\n#!csharp\n\n1 + 1\n", TestContext.Current.CancellationToken);

        (await RunAsync(new() { OutputFolder = Out }, path)).Passed.ShouldBeTrue();

        Text(Executed("a").Cells[1].Outputs[0]!["data"]!["text/plain"]).ShouldBe("2");
    }

    [Fact]
    public async Task A_run_that_cannot_begin_names_every_mistake()
    {
        var path = Notebooks.Write(Lessons, "a.ipynb", Notebooks.Code("1"));
        Directory.CreateDirectory(_folder.PathOf("empty"));

        (await MistakeAsync(new() { OutputFolder = Out }, "gone.ipynb", _folder.PathOf("empty"))).ShouldBe(
            $"'gone.ipynb' is not there: give a notebook or a folder of notebooks; no .ipynb or .dib file lies in the folder '{_folder.PathOf("empty")}'");
        (await MistakeAsync(new() { OutputFolder = Lessons }, path)).ShouldContain("the results would overwrite");
        (await MistakeAsync(new() { OutputFolder = Out, Parameters = new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Null } }, path))
            .ShouldStartWith("no notebook of this run has a parameter 'x', or any");
        Should.Throw<RunRequestException>(() => new NotebookRunner(new() { CellTimeout = TimeSpan.Zero })).Message.ShouldBe(
            "a cell's time-out is longer than 0 s, not 0 s; the executed notebooks go nowhere: give an output folder or refresh the notebooks in place");
    }

    private static Task<RunReport> RunAsync(RunOptions options, params string[] paths) =>
        new NotebookRunner(options).RunAsync(paths, null, TestContext.Current.CancellationToken);

    private static async Task<string> MistakeAsync(RunOptions options, params string[] paths) =>
        (await Should.ThrowAsync<RunRequestException>(() => RunAsync(options, paths))).Message;

    private static string Text(JsonNode? node) => MultilineText.Join(node);

    private NotebookDocument Executed(string name) =>
        NotebookDocument.Parse(File.ReadAllText(Path.Combine(Out, name + ".ipynb")), name + ".ipynb");

    private sealed class Watcher(Action<RunEvent> watch) : IProgress<RunEvent>
    {
        public void Report(RunEvent value) => watch(value);
    }
}
