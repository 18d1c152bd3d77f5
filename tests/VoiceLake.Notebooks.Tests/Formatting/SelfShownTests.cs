using VoiceLake.Notebooks.Formatting;

namespace VoiceLake.Notebooks.Tests.Formatting;

public class SelfShownTests
{
    [Fact]
    public void No_html_is_made_up_for_a_type_that_shows_itself_as_a_picture()
    {
        var bundle = ValueFormatter.Bundle(new Picture());

        bundle.Select(form => form.Key).ShouldBe(["image/png", "text/plain"]);
        ((string?)bundle["image/png"]).ShouldBe("iVBO");
        ((string?)bundle["text/plain"]).ShouldBe("a picture");
    }

    [TypeFormatterSource(typeof(PictureFormatters))]
    private sealed class Picture
    {
        public override string ToString() => "a picture";
    }

    [AttributeUsage(AttributeTargets.Class)]
    private sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
    {
        public Type FormatterSourceType { get; } = formatterSourceType;
    }

    private sealed class PictureFormatters
    {
        public static IEnumerable<object> CreateTypeFormatters() => [new PngFormatter()];
    }

    private sealed class PngFormatter
    {
        public string MimeType { get; } = "image/png";

        public bool Format(object instance, TextWriter writer)
        {
            writer.Write("iVBO");
            return instance is Picture && MimeType.Length > 0;
        }
    }
}
