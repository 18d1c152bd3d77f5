namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>HTML, by the name notebooks use.</summary>
public static class HtmlFormatter
{
    /// <summary><c>text/html</c>.</summary>
    public const string MimeType = "text/html";
}

/// <summary>Plain text, by the name notebooks use.</summary>
public static class PlainTextFormatter
{
    /// <summary><c>text/plain</c>.</summary>
    public const string MimeType = "text/plain";
}

/// <summary>JSON, by the name notebooks use.</summary>
public static class JsonFormatter
{
    /// <summary><c>application/json</c>.</summary>
    public const string MimeType = "application/json";
}
