using VoiceLake.Notebooks.Running;

namespace VoiceLake.Notebooks.Tests.Running;

public class AnsiTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\u001b[31mred\u001b[0m", "red")]
    [InlineData("\u001b[38;5;12mx\u001b[2Ky", "xy")]
    [InlineData("\u001b]8;;https://x\u0007link\u001b]8;;\u001b\\", "link")]
    [InlineData("10 %\r50 %\r100 %\ndone", "100 %\ndone")]
    [InlineData("a\r\nb\r", "a\nb")]
    public void A_reader_sees_no_control_sequences(string text, string expected) => AnsiText.Strip(text).ShouldBe(expected);
}
