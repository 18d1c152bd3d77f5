using System.Text.Json;
using Microsoft.Data.Analysis;
using VoiceLake.Display;
using VoiceLake.Display.Internals;

namespace VoiceLake.Tests.Display;

public class FigureTests
{
    private static readonly float[] Noise = Samples();

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 1 };

    public static TheoryData<string> Names => [.. Figures().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_figure_shows_itself_interactively_as_a_picture_and_in_words(string name)
    {
        var bundle = DisplayOutput.Bundle(Figures()[name]());

        bundle.Keys.Order().ShouldBe(["application/vnd.plotly.v1+json", "image/png", "text/plain"]);
        bundle["text/plain"].ShouldEndWith(".");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_picture_has_the_size_of_the_figure_and_text_and_marks_on_white(string name)
    {
        var figure = Figures()[name]();
        using var picture = DisplayOutput.Png(figure);

        (picture.Width, picture.Height).ShouldBe((figure.Width, figure.Height));
        picture.GetPixel(0, 0).ToString().ShouldBe("#ffffffff");
        picture.Pixels.Distinct().Count().ShouldBeGreaterThan(20);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_figure_is_small_enough_to_be_committed_where_a_notebook_file_gives_each_number_a_line(string name)
    {
        const int OuterIndentation = 8;
        var bundle = DisplayOutput.Bundle(Figures()[name]());
        var lines = JsonSerializer.Serialize(JsonDocument.Parse(bundle["application/vnd.plotly.v1+json"]), Indented).Split('\n');

        (lines.Sum(line => line.Length + 1 + OuterIndentation) + bundle["image/png"].Length).ShouldBeLessThan(300_000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_figure_is_drawn_the_same_each_time(string name)
        => DisplayOutput.Bundle(Figures()[name]()).ShouldBe(DisplayOutput.Bundle(Figures()[name]()));

    [Theory]
    [MemberData(nameof(Names))]
    public void Both_axes_and_the_plot_are_named(string name)
    {
        var layout = DisplayOutput.Plotly(Figures()[name]()).GetProperty("layout");

        layout.GetProperty("title").GetProperty("text").GetString().ShouldNotBeNullOrEmpty();
        string?[] axes = [.. new[] { "xaxis", "yaxis" }.Select(axis => layout.GetProperty(axis).GetProperty("title").GetProperty("text").GetString())];
        axes.ShouldAllBe(text => text != null);
        // Names need no heading; what is measured does.
        axes[name == "lying bars" ? 0 : 1].ShouldNotBeEmpty();
        layout.TryGetProperty("template", out _).ShouldBeFalse();
    }

    [Fact]
    public void The_letters_of_a_picture_are_drawn_where_the_machine_has_no_fonts()
    {
        var letters = new FigureFont().CreateTypeface(FigureFont.Use(), bold: false, italic: false);
        var bare = new Figure { Title = "", Description = "", X = new("x"), Y = new("y"), Series = [new EvenLineSeries(0, 1, [0, 1])] };
        using var without = DisplayOutput.Png(bare);
        using var with = DisplayOutput.Png(bare with { Title = "Größe µ Женщина" });

        letters!.ContainsGlyphs("Größe, façade, Žluť, µ, Ωμέγα, Женщина: −1 ≤ x → ∅").ShouldBeTrue();
        DarkPixelsAbove(30, with).ShouldBeGreaterThan(DarkPixelsAbove(30, without) + 100);
    }

    [Fact]
    public void Text_is_shown_as_it_is_and_never_taken_for_markup()
    {
        var figure = Plots.Bars("<b>bold</b> & <a href='x'>", [("<i>name</i>", 1)], "value <script>");
        var layout = DisplayOutput.Plotly(figure).GetProperty("layout");

        layout.GetProperty("title").GetProperty("text").GetString().ShouldBe("&lt;b&gt;bold&lt;/b&gt; &amp; &lt;a href='x'&gt;");
        layout.GetProperty("xaxis").GetProperty("ticktext")[0].GetString().ShouldBe("&lt;i&gt;name&lt;/i&gt;");
        layout.GetProperty("yaxis").GetProperty("title").GetProperty("text").GetString().ShouldBe("value &lt;script&gt;");
    }

    [Fact]
    public void Lying_bars_have_their_names_at_the_side_the_first_on_top_and_a_row_each()
    {
        var bars = Enumerable.Range(1, 30).Select(number => ($"anonymous-20100305-{number:000}.tgz", (double)number)).ToArray();
        var figure = Plots.Bars("Sizes", bars, "KiB", horizontal: true);
        var plotly = DisplayOutput.Plotly(figure);
        using var picture = DisplayOutput.Png(figure);

        plotly.GetProperty("data")[0].GetProperty("orientation").GetString().ShouldBe("h");
        plotly.GetProperty("data")[0].GetProperty("x").Numbers().ShouldBe(bars.Select(bar => bar.Item2));
        plotly.GetProperty("data")[0].GetProperty("y").Numbers()[0].ShouldBe(29);
        figure.Y.Ticks![0].ShouldBe(new AxisTick(29, "anonymous-20100305-001.tgz"));
        figure.X.Label.ShouldBe("KiB");
        figure.Height.ShouldBeGreaterThan(30 * 20);
        BlueAt(picture, top: true).ShouldBeLessThan(BlueAt(picture, top: false));
        Plots.Bars("Sizes", bars, "KiB").Height.ShouldBe(360);
    }

    [Fact]
    public void A_value_that_is_not_finite_is_a_gap_and_numbers_are_short()
    {
        var figure = new Figure
        {
            Title = "t",
            Description = "d",
            X = new("x"),
            Y = new("y"),
            Series = [new LineSeries([0, 1, 2, 3], [1.0 / 3, double.NaN, double.NegativeInfinity, 200_000_000.04])],
        };

        DisplayOutput.Plotly(figure).GetProperty("data")[0].GetProperty("y").GetRawText().ShouldBe("[0.33333,null,null,200000000.04]");
    }

    private static float[] Samples()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 80_000).Select(_ => random.NextSingle() - 0.5f)];
    }

    private static int DarkPixelsAbove(int row, SkiaSharp.SKBitmap picture) =>
        picture.Pixels.Take(row * picture.Width).Count(pixel => pixel.Red + pixel.Green + pixel.Blue < 384);

    private static int BlueAt(SkiaSharp.SKBitmap picture, bool top) => picture.Pixels
        .Where((_, at) => (at / picture.Width < picture.Height / 2) == top).Count(pixel => pixel == SkiaSharp.SKColor.Parse("#0072b2"));

    private static Dictionary<string, Func<Figure>> Figures()
    {
        var frame = new DataFrame(
            new StringDataFrameColumn("gender", ["female", "male", "male", "female", "unknown"]),
            new DoubleDataFrameColumn("rms", [0.1, 0.4, 0.5, 0.2, 0.3]));
        return new Dictionary<string, Func<Figure>>
        {
            ["waveform"] = () => Plots.Waveform(Noise, 16_000),
            ["spectrogram"] = () => Plots.Spectrogram(Noise, 16_000),
            ["mel"] = () => Plots.MelSpectrogram(Noise, 16_000),
            ["distribution"] = () => Plots.Distribution(frame, "rms", "gender"),
            ["boxes"] = () => Plots.Boxes(frame, "rms", "gender"),
            ["counts"] = () => Plots.Counts(frame, "gender"),
            ["bars"] = () => Plots.Bars("Clips", [("train", 7), ("test", 2)], "clips"),
            ["lying bars"] = () => Plots.Bars("Clips", [("train", 7), ("test", 2)], "clips", horizontal: true),
        };
    }
}
