using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.LanguageServices;
using VoiceLake.Notebooks.Tests.Support;

namespace VoiceLake.Notebooks.Tests.LanguageServices;

/// <summary>The wiring: questions to a real process.</summary>
public sealed class LanguageProcessTests
{
    [Fact]
    public async Task Every_question_is_answered_from_the_cells_that_ran()
    {
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync("var numbers = new List<int> { 1, 2 };");

        var completion = await notebook.Process.CompleteAsync("numbers.Cou", 11, TestContext.Current.CancellationToken);
        (completion.Start, completion.End).ShouldBe((8, 11));
        completion.Items[0].ShouldBe(new CompletionEntry("Count", "property", "int List<int>.Count { get; }"));
        (await notebook.Process.InspectAsync("numbers", 7, false, TestContext.Current.CancellationToken))!.Plain.ShouldStartWith("List<int> numbers");
        (await notebook.Process.SignatureHelpAsync("numbers.Add(", 12, TestContext.Current.CancellationToken))!.Signatures[0].Label.ShouldBe("void List<int>.Add(int item)");
        (await notebook.Process.DiagnoseAsync("nope", TestContext.Current.CancellationToken)).ShouldBe([new CellDiagnostic("error", "CS0103", "The name 'nope' does not exist in the current context", 0, 4)]);
        (await notebook.Process.IsCompleteAsync("1 +", TestContext.Current.CancellationToken)).Status.ShouldBe("incomplete");
    }

    [Fact]
    public async Task A_running_cell_does_not_keep_an_editor_waiting_and_its_names_are_not_there_yet()
    {
        await using var notebook = await Notebook.StartAsync(input: async (_, ct) =>
        {
            await _asked.Task.WaitAsync(ct);
            return "done";
        });
        await notebook.PassAsync("var before = 1;");
        var running = notebook.PassAsync("var after = await Kernel.GetInputAsync(\"?\");");

        var offered = await notebook.Process.CompleteAsync("", 0, TestContext.Current.CancellationToken);

        running.IsCompleted.ShouldBeFalse();
        offered.Items.ShouldContain(i => i.Text == "before");
        offered.Items.ShouldNotContain(i => i.Text == "after");
        _asked.SetResult();
        await running;
        (await notebook.Process.CompleteAsync("af", 2, TestContext.Current.CancellationToken)).Items[0].Text.ShouldBe("after");
    }

    [Fact]
    public async Task A_process_that_has_gone_answers_nothing_at_once()
    {
        await using var notebook = await Notebook.StartAsync();
        notebook.Process.Kill();

        (await notebook.Process.CompleteAsync("1", 1, TestContext.Current.CancellationToken)).Items.ShouldBeEmpty();
        (await notebook.Process.InspectAsync("int", 1, true, TestContext.Current.CancellationToken)).ShouldBeNull();
        (await notebook.Process.SignatureHelpAsync("f(", 2, TestContext.Current.CancellationToken)).ShouldBeNull();
        (await notebook.Process.DiagnoseAsync("nope", TestContext.Current.CancellationToken)).ShouldBeEmpty();
        (await notebook.Process.IsCompleteAsync("1", TestContext.Current.CancellationToken)).ShouldBe(new Completeness("unknown", ""));
    }

    [Fact]
    public async Task Many_questions_at_once_get_each_its_own_answer()
    {
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync(string.Join('\n', Enumerable.Range(0, 20).Select(i => $"var name{i:00} = {i};")));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => notebook.Process.CompleteAsync($"name{i:00}", 6, TestContext.Current.CancellationToken)));

        answers.Select(a => a.Items[0].Text).ShouldBe(Enumerable.Range(0, 20).Select(i => $"name{i:00}"));
    }

    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
