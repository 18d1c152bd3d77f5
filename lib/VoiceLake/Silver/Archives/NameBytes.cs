using System.Globalization;
using System.Text;

namespace VoiceLake.Silver.Archives;

/// <summary>Reads the bytes of an entry's name without guessing: UTF-8 where they are that, else each byte that is no ASCII stands as <c>%XX</c>.</summary>
/// <remarks>Archives do not say what their names are written in. A guess makes two names one, or one clip another; hexadecimal digits do neither.</remarks>
internal static class NameBytes
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static (string Name, bool IsUtf8) Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return (Strict.GetString(bytes), true);
        }
        catch (DecoderFallbackException)
        {
            var name = new StringBuilder(bytes.Length * 2);
            foreach (var value in bytes)
            {
                // A percent sign is written out too, so that no two names become one.
                _ = value < 0x80 && value != '%' ? name.Append((char)value) : name.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
            }

            return (name.ToString(), false);
        }
    }
}
