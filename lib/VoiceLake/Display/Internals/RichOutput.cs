namespace VoiceLake.Display.Internals;

/// <summary>Something that shows itself in several forms, each named by its MIME type.</summary>
internal interface IRichOutput
{
    /// <summary>The object in that form: text as it is, pictures in base64; null where it has no such form.</summary>
    string? Render(string mimeType);
}

/// <summary>The MIME types in which this library shows things.</summary>
internal static class MimeTypes
{
    public const string Html = "text/html";
    public const string Plain = "text/plain";
    public const string Plotly = "application/vnd.plotly.v1+json";
    public const string Png = "image/png";
}

/// <summary>The formatters of a type, one for each form it has.</summary>
internal abstract class RichOutputFormatters(params string[] mimeTypes)
{
    public IEnumerable<object> CreateTypeFormatters() => mimeTypes.Select(mimeType => new RichOutputFormatter(mimeType));
}

/// <summary>A plot: interactive, a picture beside it, its description.</summary>
internal sealed class FigureFormatters() : RichOutputFormatters(MimeTypes.Plotly, MimeTypes.Png, MimeTypes.Plain);

/// <summary>Everything that is HTML with a text beside it.</summary>
internal sealed class HtmlFormatters() : RichOutputFormatters(MimeTypes.Html, MimeTypes.Plain);

/// <summary>One form of a <see cref="IRichOutput"/>, in the shape that hosts look for.</summary>
internal sealed class RichOutputFormatter(string mimeType)
{
    public string MimeType { get; } = mimeType;

    public bool Format(object instance, TextWriter writer)
    {
        if ((instance as IRichOutput)?.Render(MimeType) is not { } text)
        {
            return false;
        }

        writer.Write(text);
        return true;
    }
}
