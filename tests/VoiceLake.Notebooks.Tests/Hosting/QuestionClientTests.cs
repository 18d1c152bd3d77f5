using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.LanguageServices;

namespace VoiceLake.Notebooks.Tests.Hosting;

public sealed class QuestionClientTests
{
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<QuestionMessage> _sent = [];
    private readonly QuestionClient _client;

    public QuestionClientTests() => _client = new QuestionClient(message =>
    {
        _sent.Add((QuestionMessage)message);
        return true;
    }, _gone.Task);

    [Fact]
    public async Task Answers_in_any_order_find_their_questions()
    {
        var first = Ask("first");
        var second = Ask("second");
        _sent.Select(question => question.Code).ShouldBe(["first", "second"]);

        _client.Take(new AnswerMessage(_sent[1].Id) { Hover = new HoverText("of second", "") });
        (await second)!.Hover!.Plain.ShouldBe("of second");
        first.IsCompleted.ShouldBeFalse();
        _client.Take(new AnswerMessage(_sent[0].Id) { Hover = new HoverText("of first", "") });
        (await first)!.Hover!.Plain.ShouldBe("of first");
    }

    [Fact]
    public async Task A_fault_is_an_exception_with_its_text_and_the_next_question_is_answered()
    {
        var failing = Ask("bad");
        _client.Take(new AnswerMessage(_sent[0].Id) { Fault = "no place at line 3" });

        (await failing.ShouldThrowAsync<InvalidOperationException>()).Message.ShouldBe("The language services failed on a Hover question: no place at line 3");

        var next = Ask("good");
        _client.Take(new AnswerMessage(_sent[1].Id));
        (await next).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_process_going_away_answers_all_that_wait_with_null_and_the_later_ones_without_asking()
    {
        var first = Ask("1");
        var second = Ask("2");

        _gone.SetResult();

        (await first).ShouldBeNull();
        (await second).ShouldBeNull();
        (await Ask("3")).ShouldBeNull();
        _sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_message_that_cannot_be_sent_is_answered_with_null()
    {
        var client = new QuestionClient(_ => false, _gone.Task);

        (await client.AskAsync(QuestionKind.Hover, "1", 0, false, TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(2, 2)]
    [InlineData(int.MaxValue, 3)]
    public void A_place_outside_the_code_is_its_start_or_end(int position, int sent)
    {
        _ = Ask("abc", position);

        _sent[0].Position.ShouldBe(sent);
    }

    [Fact]
    public async Task Who_gives_up_waiting_stops_and_the_answer_that_comes_late_disturbs_nobody()
    {
        using var patience = new CancellationTokenSource();
        var abandoned = _client.AskAsync(QuestionKind.Hover, "1", 0, false, patience.Token);
        var other = Ask("2");

        await patience.CancelAsync();
        await abandoned.ShouldThrowAsync<OperationCanceledException>();

        _client.Take(new AnswerMessage(_sent[0].Id));
        _client.Take(new AnswerMessage(99));
        other.IsCompleted.ShouldBeFalse();
        _client.Take(new AnswerMessage(_sent[1].Id));
        (await other)!.Id.ShouldBe(_sent[1].Id);
    }

    private Task<AnswerMessage?> Ask(string code, int position = 0) => _client.AskAsync(QuestionKind.Hover, code, position, false, TestContext.Current.CancellationToken);
}
