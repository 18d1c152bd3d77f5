using System.Globalization;

namespace VoiceLake.DataFactory.Model;

/// <summary>Spans of time as pipelines write them.</summary>
internal static class TimeSpanText
{
    private static readonly string[] Formats = [@"d\.hh\:mm\:ss", @"hh\:mm\:ss"];

    /// <summary>Whether the text is a span: <c>d.hh:mm:ss</c> or <c>hh:mm:ss</c>.</summary>
    public static bool TryRead(string text, out TimeSpan span) => TimeSpan.TryParseExact(text, Formats, CultureInfo.InvariantCulture, out span);
}
