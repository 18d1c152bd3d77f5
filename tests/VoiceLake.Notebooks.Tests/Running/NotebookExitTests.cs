using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Notebooks.Running;
using VoiceLake.Notebooks.Tests.Support;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Running;

public sealed class NotebookExitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_notebook_that_ends_itself_has_passed_and_its_later_cells_are_not_run()
    {
        var path = Notebooks.Write(_folder.Path, "a.ipynb", Notebooks.Code("1"), Notebooks.Code("Console.Write(\"so far\"); Notebook.Exit(new { rows = 3 }); Console.Write(\"never\");"), Notebooks.Code("2"));

        var report = await new NotebookRunner(new() { OutputFolder = _folder.PathOf("out") }).RunAsync([path], cancellationToken: TestContext.Current.CancellationToken);

        report.Passed.ShouldBeTrue();
        var run = report.Notebooks.Single();
        run.ExitValue.ShouldBe("{\"rows\":3}");
        run.Cells.Select(cell => cell.Status).ShouldBe([RunStatus.Passed, RunStatus.Passed, RunStatus.NotRun]);
        var executed = NotebookDocument.Parse(await File.ReadAllTextAsync(_folder.PathOf("out", "a.ipynb"), TestContext.Current.CancellationToken), "a.ipynb");
        ((string?)executed.Metadata["voicelake"]!["exit_value"]).ShouldBe("{\"rows\":3}");
        executed.Cells[1].Outputs.Select(output => (string?)output!["output_type"]).ShouldBe(["stream", "display_data"]);
        ((JsonArray)executed.Cells[1].Outputs[1]!["data"]!["text/plain"]!)[0]!.ToString().ShouldBe("The notebook ends here, with the value: {\"rows\":3}");
        var xml = JUnitReport.Build(report);
        ((string?)xml.Descendants("skipped").Single().Attribute("message")).ShouldBe("not run: the notebook ended before it");
        xml.Descendants("property").Select(property => (string?)property.Attribute("value")).ShouldContain("{\"rows\":3}");
    }

    [Fact]
    public async Task The_end_holds_inside_an_import_and_against_code_that_catches_everything()
    {
        Notebooks.Write(_folder.Path, "part.ipynb", Notebooks.Code("await Task.Run(() => { try { Notebook.Exit(\"early\"); } catch (Exception) { } });"));
        var path = Notebooks.Write(_folder.Path, "a.ipynb", Notebooks.Code("#!import \"part.ipynb\""), Notebooks.Code("2"));

        var report = await new NotebookRunner(new() { OutputFolder = _folder.PathOf("out") }).RunAsync([path], cancellationToken: TestContext.Current.CancellationToken);

        report.Notebooks.Single().ExitValue.ShouldBe("early");
        report.Notebooks.Single().Cells[1].Status.ShouldBe(RunStatus.NotRun);
    }

    [Fact]
    public async Task A_notebook_run_by_another_has_its_own_variables_and_gives_back_its_value()
    {
        Notebooks.Write(_folder.Path, "parts/child.ipynb", Notebooks.Code("int n = 1;", "parameters"), Notebooks.Code("var mine = 7; Notebook.Exit($\"{n * 2}\");"));
        Notebooks.Write(_folder.Path, "parts/silent.ipynb", Notebooks.Code("1"));
        await using var notebook = await Notebook.StartAsync(_folder.PathOf("main.ipynb"));
        var cell = await notebook.PassAsync("var mine = 1;\nvar doubled = await Notebook.RunAsync(\"parts/child.ipynb\", arguments: new { n = 21 });\n$\"{doubled} {mine}\"");
        cell.Text.ShouldBe("42 1");
        cell.Outputs.ShouldHaveSingleItem();
        (await notebook.PassAsync("await Notebook.RunAsync(\"parts/silent.ipynb\") is null")).Text.ShouldBe("true");
    }

    [Fact]
    public async Task A_failing_notebook_a_slow_one_and_one_that_runs_itself_are_exceptions_of_the_cell()
    {
        Notebooks.Write(_folder.Path, "bad.ipynb", Notebooks.Prose("# Bad\n\n## Divide"), Notebooks.Code("throw new InvalidOperationException(\"dry\");"));
        Notebooks.Write(_folder.Path, "slow.ipynb", Notebooks.Code("await Task.Delay(-1);"));
        await using var notebook = await Notebook.StartAsync(_folder.PathOf("main.ipynb"), environment: new Dictionary<string, string> { ["VOICELAKE_NOTEBOOK_DEPTH"] = "15" });
        var error = await notebook.FailAsync("await Notebook.RunAsync(\"bad.ipynb\")");
        error.Name.ShouldBe("Microsoft.DotNet.Interactive.NotebookRunException");
        error.Value.ShouldBe("bad.ipynb, cell 1 (Divide): System.InvalidOperationException: dry");
        (await notebook.FailAsync("await Notebook.RunAsync(\"slow.ipynb\", TimeSpan.FromSeconds(2))")).Name.ShouldBe("System.TimeoutException");
        (await notebook.PassAsync("1")).Text.ShouldBe("1");
        Notebooks.Write(_folder.Path, "circle.ipynb", Notebooks.Code("await Notebook.RunAsync(\"circle.ipynb\")"));
        (await notebook.FailAsync("await Notebook.RunAsync(\"circle.ipynb\")")).Value.ShouldContain("does it run itself without end?");
    }

    [Fact]
    public async Task An_interrupt_ends_the_notebook_that_is_run_too()
    {
        Notebooks.Write(_folder.Path, "child.ipynb", Notebooks.Code("System.IO.File.WriteAllText(\"started\", Environment.ProcessId.ToString()); await Task.Delay(-1);"));
        await using var notebook = await Notebook.StartAsync(_folder.PathOf("main.ipynb"), _folder.Path);
        using var interrupt = new CancellationTokenSource();
        var cell = await notebook.RunAsync("""
            var run = Notebook.RunAsync("child.ipynb");
            while (!System.IO.File.Exists("started") || System.IO.File.ReadAllText("started").Length == 0) { await Task.Delay(20); }
            Console.Write(System.IO.File.ReadAllText("started"));
            await run;
            """, interrupt.Token, _ => interrupt.Cancel());
        cell.Result.Error!.Name.ShouldBe("OperationCanceledException");
        var child = cell.Stdout;
        await notebook.PassAsync($"try {{ System.Diagnostics.Process.GetProcessById({child}).WaitForExit(20_000); }} catch (ArgumentException) {{ }}");
        (await notebook.PassAsync($"System.Diagnostics.Process.GetProcesses().Any(p => p.Id == {child})")).Text.ShouldBe("false");
    }
}
