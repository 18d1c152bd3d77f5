using System.Text.Json;
using SkiaSharp;

namespace VoiceLake.Tests.Display;

/// <summary>Asks a type for its forms as a notebook host does: by the names of the convention alone.</summary>
internal static class DisplayOutput
{
    public static IReadOnlyDictionary<string, string> Bundle(object instance)
    {
        var attribute = instance.GetType().GetCustomAttributes(inherit: true).Single(attribute => attribute.GetType().Name == "TypeFormatterSourceAttribute");
        var source = Activator.CreateInstance((Type)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)!)!;
        var formatters = (IEnumerable<object>)source.GetType().GetMethod("CreateTypeFormatters")!.Invoke(source, null)!;
        var bundle = new Dictionary<string, string>();
        foreach (var formatter in formatters)
        {
            using var writer = new StringWriter();
            var mimeType = (string)formatter.GetType().GetProperty("MimeType")!.GetValue(formatter)!;
            formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)])!.Invoke(formatter, [instance, writer]).ShouldBe(true);
            bundle.Add(mimeType, writer.ToString());
        }

        return bundle;
    }

    public static JsonElement Plotly(object figure) => JsonDocument.Parse(Bundle(figure)["application/vnd.plotly.v1+json"]).RootElement;

    public static SKBitmap Png(object figure) => SKBitmap.Decode(Convert.FromBase64String(Bundle(figure)["image/png"]));

    public static double[] Numbers(this JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetDouble())];

    public static bool Has(this SKBitmap picture, string color) => picture.Pixels.Contains(SKColor.Parse(color));
}
