using System.Text;
using VoiceLake.Silver.Text;

namespace VoiceLake.Tests.Silver.Text;

public class SubmissionTextTests
{
    static SubmissionTextTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public void Utf8_is_read_with_and_without_its_mark()
    {
        SubmissionText.Decode("Müller"u8).ShouldBe(new SubmissionText("Müller", "utf-8", null));
        SubmissionText.Decode([0xEF, 0xBB, 0xBF, .. "Müller"u8]).ShouldBe(new SubmissionText("Müller", "utf-8", null));
        SubmissionText.Decode([]).ShouldBe(new SubmissionText("", "utf-8", null));
    }

    [Fact]
    public void Utf16_is_read_by_its_mark()
    {
        SubmissionText.Decode([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("Müller")]).ShouldBe(new SubmissionText("Müller", "utf-16", 0));
        SubmissionText.Decode([.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes("Müller")]).Text.ShouldBe("Müller");
    }

    [Theory]
    [InlineData("windows-1252", "de", "a1 Die Tür fällt schwer ins Schloß.")]
    [InlineData("windows-1252", "fr", "a1 L'été où il naît à Orléans.")]
    [InlineData("windows-1252", null, "a1 Die Tür fällt schwer ins Schloß.")]
    [InlineData("windows-1251", "ru", "a1 Мама мыла раму и смотрела в окно.")]
    [InlineData("windows-1253", "el", "a1 Καλημέρα σας, τι κάνετε;")]
    [InlineData("windows-1254", "tr", "a1 Şişli'de ışığı gördü.")]
    [InlineData("windows-1255", "he", "a1 שלום לכולם")]
    [InlineData("windows-1250", "hr", "a1 Žuti cvijet čeka šetnju.")]
    [InlineData("gb18030", "zh", "a1 标准普通话的句子。")]
    public void A_legacy_encoding_is_found_by_the_language(string encoding, string? language, string text)
    {
        var decoded = SubmissionText.Decode(Encoding.GetEncoding(encoding).GetBytes(text), language);
        decoded.Text.ShouldBe(text);
        decoded.FirstOddByte.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("windows-1252", "Männlich")]
    [InlineData("macintosh", "Männlich")]
    [InlineData("koi8-r", "Мужчина")]
    [InlineData("windows-1251", "Мужчина")]
    [InlineData("windows-1253", "Άνδρας")]
    public void A_readme_is_read_in_the_encoding_that_gives_known_words(string encoding, string word) =>
        SubmissionText.Decode(Encoding.GetEncoding(encoding).GetBytes($"Gender: {word}\n"), null, text => text.Contains(word, StringComparison.Ordinal) ? 1 : 0).Text.ShouldBe($"Gender: {word}\n");

    [Fact]
    public void The_first_byte_that_is_no_utf8_is_named() => SubmissionText.Decode([(byte)'a', 0xFC, (byte)'b']).ShouldBe(new SubmissionText("aüb", "windows-1252", 1));
}
