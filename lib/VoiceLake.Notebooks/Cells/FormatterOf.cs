#pragma warning disable CA1000 // The shape is the one notebooks use.

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>How values of a type are shown, in the older way to write it: <c>Formatter&lt;T&gt;.Register(…)</c>.</summary>
public static class Formatter<T>
{
    /// <summary>Shows values of the type as the text a function returns.</summary>
    public static void Register(Func<T, string> formatter, string mimeType = "text/plain") => Formatter.Register(formatter, mimeType);

    /// <summary>Shows values of the type as what a function writes.</summary>
    public static void Register(Action<T, TextWriter> formatter, string mimeType = "text/plain") => Formatter.Register(formatter, mimeType);
}
