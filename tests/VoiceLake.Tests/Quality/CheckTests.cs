using VoiceLake.Quality;

namespace VoiceLake.Tests.Quality;

public class CheckTests
{
    [Fact]
    public void A_promise_that_holds_says_nothing() => Check.That(1 + 1 == 2, "arithmetic holds");

    [Fact]
    public void A_broken_promise_names_the_promise_and_the_condition()
    {
        var clips = 29;

        var failure = Should.Throw<CheckFailedException>(() => Check.That(clips == 30, "thirty clips were decoded"));

        failure.Message.ShouldBe("Not so: thirty clips were decoded (clips == 30).");
    }
}
