using VoiceLake.Notebooks.Engine;
using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.Tests.Support;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Engine;

public sealed class MagicInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<InputRequest> _asked = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("@input", "", false, null)]
    [InlineData("@input:rate", "rate", false, null)]
    [InlineData("@password:\"The key?\"", "The key?", true, null)]
    [InlineData("@input:{\"prompt\": \"Which {rate}?\"}", "Which {rate}?", false, null)]
    [InlineData("@input:{\"type\": \"password\", \"saveAs\": \"key\"}", "", true, "key")]
    [InlineData("@password:{\"prompt\":\"Key\"}", "Key", true, null)]
    public void A_question_says_what_to_ask_and_whether_to_hide_the_answer(string value, string prompt, bool isPassword, string? saveAs) =>
        MagicInput.Parse(value).ShouldBe(new MagicInput(prompt, isPassword, saveAs));

    [Theory]
    [InlineData("16000")]
    [InlineData("@csharp:rate")]
    [InlineData("@inputs")]
    public void Other_values_are_no_questions(string value) => MagicInput.Parse(value).ShouldBeNull();

    [Fact]
    public async Task Prompts_in_json_are_asked_by_every_magic_that_takes_a_value()
    {
        File.WriteAllText(_folder.PathOf("notes.txt"), "kept");
        await using var notebook = await StartAsync(request => request.Prompt switch { "Which rate, in Hz?" => "8000", "file" => "notes.txt", _ => "named" });

        await notebook.PassAsync("#!set --value @input:{\"prompt\": \"Which rate, in Hz?\", \"type\": \"number\"} --name rate");
        await notebook.PassAsync("#!value --from-file @input:{\"prompt\": \"file\", \"type\": \"file\"} --name notes");
        await notebook.PassAsync("#!value --from-value @input:{\"type\": \"text\"} --name given");
        await notebook.PassAsync("#!set --name @input:\"Which name?\" --value 3");

        (await notebook.PassAsync("$\"{rate} {notes} {given} {named}\"")).Text.ShouldBe("8000 kept named 3");
        _asked.Select(request => request.Prompt).ShouldBe(["Which rate, in Hz?", "file", "given", "Which name?"]);
    }

    [Fact]
    public async Task An_answer_that_should_be_kept_for_later_runs_is_asked_for_again_and_the_cell_says_so()
    {
        await using var notebook = await StartAsync(_ => "a");

        (await notebook.PassAsync("#!set --name key --value @password:{\"saveAs\": \"the key\"}")).Stdout.ShouldBe("The answer is not kept under 'the key': it is asked for in every run.\n");

        _asked.ShouldBe([new InputRequest("key", true)]);
    }

    [Fact]
    public async Task A_question_that_is_not_json_is_an_error_that_shows_how_it_is_written()
    {
        await using var notebook = await StartAsync(_ => "a");

        (await notebook.FailAsync("#!set --name rate --value @input:{prompt}")).Value
            .ShouldBe("Cell 1, line 1, column 1: '{prompt}' is not a question: write @input:{\"prompt\": \"Which rate?\"}, with the properties prompt, type and saveAs as texts.");
    }

    [Fact]
    public async Task Several_questions_are_asked_one_after_the_other_and_answered_by_name()
    {
        await using var notebook = await StartAsync(request => request.Prompt + "!");

        var cell = await notebook.PassAsync("var answers = await Kernel.GetInputsAsync([new(\"City\"), new(\"Key\", \"The key?\", \"password\")]);\n$\"{answers[\"City\"]} {answers[\"Key\"]}\"");

        cell.Text.ShouldBe("City! The key?!");
        _asked.ShouldBe([new InputRequest("City", false), new InputRequest("The key?", true)]);
    }

    private Task<Notebook> StartAsync(Func<InputRequest, string> answer) => Notebook.StartAsync(
        _folder.PathOf("notebook.ipynb"),
        input: (request, _) =>
        {
            _asked.Add(request);
            return Task.FromResult<string?>(answer(request));
        });
}
