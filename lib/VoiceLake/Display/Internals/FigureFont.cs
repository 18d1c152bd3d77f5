using ScottPlot;
using SkiaSharp;

namespace VoiceLake.Display.Internals;

/// <summary>The letters of the pictures, carried by the library: a server often has no font, and then no text would be drawn.</summary>
internal sealed class FigureFont : IFontResolver
{
    public const string Name = "VoiceLake figures";

    private const string Resource = "VoiceLake.Display.DejaVuSans-subset.ttf";

    private static readonly Lazy<SKTypeface> Typeface = new(Load);

    private static readonly Lazy<bool> Registered = new(() =>
    {
        Fonts.FontResolvers.Insert(0, new FigureFont());
        return true;
    });

    /// <summary>Makes the font known to ScottPlot, once.</summary>
    public static string Use() => Registered.Value ? Name : "";

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) => fontName == Name ? Typeface.Value : null;

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Name ? Typeface.Value : null;

    private static SKTypeface Load()
    {
        using var stream = typeof(FigureFont).Assembly.GetManifestResourceStream(Resource)!;
        return SKTypeface.FromStream(stream);
    }
}
