using System.Text;
using VoiceLake.DataFactory.Running.Stores;

namespace VoiceLake.DataFactory.Running.Formats;

/// <summary>The encodings that datasets name.</summary>
internal static class TextEncoding
{
    /// <summary>The encoding of a dataset, UTF-8 unless it says otherwise; it takes no broken bytes and no characters that it lacks.</summary>
    public static Encoding Of(ResolvedDataset dataset)
    {
        var name = dataset.Properties.Text("encodingName");
        if (string.IsNullOrEmpty(name) || name.ToUpperInvariant() is "UTF-8" or "UTF-8 WITHOUT BOM")
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        }

        try
        {
            // UTF-7 is refused by .NET: it has been a way around checks.
            return (CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw dataset.Properties.Unsupported("encodingName", name, "use UTF-8, UTF-16, ISO-8859-1 or another that .NET knows");
        }
    }
}
