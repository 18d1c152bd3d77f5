using System.Text;
using UtfUnknown;

namespace VoiceLake.Silver.Text;

/// <summary>A text of a submission, decoded.</summary>
/// <param name="Text">The text, without byte order mark.</param>
/// <param name="Encoding">The encoding's IANA name, such as <c>utf-8</c> or <c>windows-1252</c>.</param>
/// <param name="FirstOddByte">Where the bytes stop being UTF-8, from the start of the file; null where they are UTF-8 throughout.</param>
public sealed record SubmissionText(string Text, string Encoding, long? FirstOddByte)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private const float Sure = 0.8f;

    static SubmissionText() => System.Text.Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Decodes a text: UTF-8, else what a byte order mark says, else the legacy encoding under which most known words appear.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="language">ISO 639-1 code of the language it is probably in; narrows the legacy encodings.</param>
    /// <param name="knownWords">Counts the words of a decoded text that are known; the encoding with the highest count wins, ties go to the likelier one.</param>
    /// <param name="preferred">An encoding that another text of the same submission was in; the likeliest.</param>
    public static SubmissionText Decode(ReadOnlySpan<byte> bytes, string? language = null, Func<string, int>? knownWords = null, string? preferred = null)
    {
        if (bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }
        else if (bytes.StartsWith<byte>([0xFF, 0xFE]) || bytes.StartsWith<byte>([0xFE, 0xFF]))
        {
            var utf16 = bytes[0] == 0xFF ? System.Text.Encoding.Unicode : System.Text.Encoding.BigEndianUnicode;
            return new SubmissionText(utf16.GetString(bytes[2..]), utf16.WebName, 0);
        }

        var odd = FirstInvalidUtf8(bytes);
        return odd is null
            ? new SubmissionText(StrictUtf8.GetString(bytes), "utf-8", null)
            : DecodeLegacy(bytes, odd.Value, language, knownWords, preferred);
    }

    private static SubmissionText DecodeLegacy(ReadOnlySpan<byte> bytes, long odd, string? language, Func<string, int>? knownWords, string? preferred)
    {
        var detected = CharsetDetector.DetectFromBytes(bytes.ToArray()).Detected;
        string?[] likely =
        [
            preferred,
            .. LegacyEncodings.Of(language),
            detected is { Confidence: >= Sure } ? detected.EncodingName : null,
            LegacyEncodings.Default,
        ];
        SubmissionText? best = null;
        var most = -1;
        foreach (var name in likely.Concat(knownWords is null ? [] : LegacyEncodings.All).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var encoding = Find(name);
            var text = encoding?.GetString(bytes);
            if (text is null || text.Contains('\uFFFD', StringComparison.Ordinal))
            {
                continue;
            }

            var known = knownWords?.Invoke(text) ?? 0;
            if (known > most)
            {
                (best, most) = (new SubmissionText(text, encoding!.WebName, odd), known);
            }
        }

        // Windows-1252 gives every byte a character, so that nothing is ever lost.
        return best ?? new SubmissionText(Find(LegacyEncodings.Default)!.GetString(bytes), LegacyEncodings.Default, odd);
    }

    private static long? FirstInvalidUtf8(ReadOnlySpan<byte> bytes)
    {
        var index = 0;
        while (index < bytes.Length)
        {
            if (Rune.DecodeFromUtf8(bytes[index..], out _, out var consumed) != System.Buffers.OperationStatus.Done)
            {
                return index;
            }

            index += consumed;
        }

        return null;
    }

    private static Encoding? Find(string name)
    {
        try
        {
            return System.Text.Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            // The detector names some encodings .NET has no decoder for; the next candidate is tried.
            return null;
        }
    }
}
