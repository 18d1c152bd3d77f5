using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace VoiceLake.Notebooks.Formatting;

/// <summary>Turns a value into the bundle of MIME types a front end chooses from.</summary>
internal static class ValueFormatter
{
    private static readonly string[] Always = ["text/html", "text/plain"];

    /// <summary>The bundle of a value: what was registered for its type first, then what its type brings, then text and HTML of our own.</summary>
    /// <param name="value">Anything.</param>
    /// <param name="mimeTypes">The MIME types wanted; none for all.</param>
    public static JsonObject Bundle(object? value, params IReadOnlyCollection<string> mimeTypes)
    {
        var data = new JsonObject();
        var preferred = Formatter.PreferredMimeTypes(value?.GetType());
        value = mimeTypes.Count > 0 || preferred.Count > 0 ? value : SequenceHead.OfLazy(value);
        IEnumerable<string> wanted = mimeTypes.Count > 0 ? mimeTypes
            : preferred.Count > 0 ? preferred
            : ShowsItself(value) ? OwnMimeTypes(value).Append("text/plain").Distinct()
            : Always.Concat(OwnMimeTypes(value)).Distinct();
        foreach (var mime in wanted)
        {
            data[mime] = Node(mime, Text(value, mime));
        }

        return data;
    }

    /// <summary>A value in one MIME type.</summary>
    public static string Text(object? value, string mime) => Own(value, mime) ?? mime switch
    {
        "text/html" => HtmlText.Of(value),
        "application/json" => JsonSerializer.Serialize(value, value?.GetType() ?? typeof(object)),
        _ => PlainText.Of(value),
    };

    /// <summary>Whether a type was given a formatter or brings one, for any MIME type.</summary>
    public static bool HasOwnFormatter(Type type) =>
        typeof(IHtmlContent).IsAssignableFrom(type) || RegisteredFormatters.HasAny(type) || ConventionFormatters.Of(type).Count > 0;

    /// <summary>What a registered formatter, the type's own formatter or HTML content gives for a MIME type; null if none does.</summary>
    public static string? Own(object? value, string mime)
    {
        if (value is null)
        {
            return null;
        }

        var type = value.GetType();
        if (RegisteredFormatters.Format(value, mime) is { } registered)
        {
            return registered;
        }

        foreach (var formatter in ConventionFormatters.Of(type).Where(f => f.MimeType == mime))
        {
            using var writer = new StringWriter { NewLine = "\n" };
            if (formatter.Format(value, writer))
            {
                return writer.ToString();
            }
        }

        if (value is IHtmlContent content && mime is "text/html" or "text/plain")
        {
            using var writer = new StringWriter { NewLine = "\n" };
            ((IHtmlContent)value).WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
            return writer.ToString();
        }

        return null;
    }

    /// <summary>Whether the type brings its own forms. No HTML is made up for it then: a page would choose that before the type's picture.</summary>
    private static bool ShowsItself(object? value) => value is not null && ConventionFormatters.Of(value.GetType()).Count > 0;

    /// <summary>The MIME types a value has formatters for, beside text and HTML.</summary>
    private static IEnumerable<string> OwnMimeTypes(object? value) =>
        value is null ? [] : RegisteredFormatters.MimeTypes(value.GetType()).Concat(ConventionFormatters.Of(value.GetType()).Select(f => f.MimeType));

    /// <summary>JSON types stand in the bundle as JSON, everything else as a string.</summary>
    internal static JsonNode? Node(string mime, string text)
    {
        if (!mime.EndsWith("json", StringComparison.Ordinal))
        {
            return text;
        }

        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // A formatter that writes something else is shown as it wrote.
            return text;
        }
    }
}
