using System.Collections.Concurrent;
using VoiceLake.Notebooks.Formatting;

// The names of .NET Interactive, so that notebooks written for it run unchanged.
namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>Writes a value; false leaves it to the next formatter.</summary>
/// <param name="value">The value.</param>
/// <param name="context">Where to write.</param>
#pragma warning disable CA1711 // The name is the one notebooks use.
public delegate bool FormatDelegate<in T>(T value, FormatContext context);
#pragma warning restore CA1711

/// <summary>Where a formatter writes.</summary>
/// <param name="writer">The text of the output.</param>
public sealed class FormatContext(TextWriter writer)
{
    /// <summary>The text of the output.</summary>
    public TextWriter Writer { get; } = writer;
}

/// <summary>How values of a type are shown.</summary>
public static class Formatter
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<string>> Preferred = new();

    /// <summary>How many items of a sequence are shown. Default: 20.</summary>
    public static int ListExpansionLimit { get; set; } = 20;

    /// <summary>How deep nested objects are shown as tables. Default: 3.</summary>
    public static int RecursionLimit { get; set; } = 3;

    /// <summary>Shows values of a type as the text a function returns.</summary>
    public static void Register<T>(Func<T, string> formatter, string mimeType = "text/plain") =>
        RegisteredFormatters.Add(typeof(T), mimeType, (value, writer) => Write(writer, formatter((T)value)));

    /// <summary>Shows values of a type as what a function writes.</summary>
    public static void Register<T>(Action<T, TextWriter> formatter, string mimeType = "text/plain") =>
        RegisteredFormatters.Add(typeof(T), mimeType, (value, writer) =>
        {
            formatter((T)value, writer);
            return true;
        });

    /// <summary>Shows values of a type as what a function writes, unless it returns false.</summary>
    public static void Register<T>(FormatDelegate<T> formatter, string mimeType = "text/plain") =>
        RegisteredFormatters.Add(typeof(T), mimeType, (value, writer) => formatter((T)value, new FormatContext(writer)));

    /// <summary>Shows values of a type, which may be an open generic one, as what a function writes.</summary>
    public static void Register(Type type, Action<object, TextWriter> formatter, string mimeType = "text/plain") =>
        RegisteredFormatters.Add(type, mimeType, (value, writer) =>
        {
            formatter(value, writer);
            return true;
        });

    /// <summary>Shows values of a type, which may be an open generic one, as what a function writes, unless it returns false.</summary>
    public static void Register(Type type, FormatDelegate<object> formatter, string mimeType = "text/plain") =>
        RegisteredFormatters.Add(type, mimeType, (value, writer) => formatter(value, new FormatContext(writer)));

    /// <summary>The one MIME type of values that have no preferred one; null shows them in text and HTML. Default: null.</summary>
    public static string? DefaultMimeType { get; set; }

    /// <summary>Shows values of a type in this MIME type only.</summary>
    public static void SetPreferredMimeTypeFor(Type type, string preferredMimeType) => SetPreferredMimeTypesFor(type, preferredMimeType);

    /// <summary>Shows values of a type in these MIME types only.</summary>
    public static void SetPreferredMimeTypesFor(Type type, params string[] preferredMimeTypes) => Preferred[type] = preferredMimeTypes;

    /// <summary>Forgets every registration and limit.</summary>
    public static void ResetToDefault()
    {
        RegisteredFormatters.Clear();
        Preferred.Clear();
        DefaultMimeType = null;
        ListExpansionLimit = 20;
        RecursionLimit = 3;
    }

    /// <summary>A value as text of a MIME type.</summary>
    public static string ToDisplayString(this object? value, string mimeType = "text/plain") => ValueFormatter.Text(value, mimeType);

    internal static IReadOnlyList<string> PreferredMimeTypes(Type? type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            if (Preferred.TryGetValue(level, out var found) || (level.IsGenericType && Preferred.TryGetValue(level.GetGenericTypeDefinition(), out found)))
            {
                return found;
            }
        }

        return DefaultMimeType is null ? [] : [DefaultMimeType];
    }

    private static bool Write(TextWriter writer, string text)
    {
        writer.Write(text);
        return true;
    }
}
