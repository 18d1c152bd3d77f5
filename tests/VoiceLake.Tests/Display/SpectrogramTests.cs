using VoiceLake.Display;

namespace VoiceLake.Tests.Display;

public class SpectrogramTests
{
    [Theory]
    [InlineData(440)]
    [InlineData(1000)]
    [InlineData(3500)]
    public void A_pure_tone_is_loudest_in_the_row_of_its_frequency(double hertz)
    {
        var map = Map(Plots.Spectrogram(Tone(hertz), 16_000));
        var loudest = Enumerable.Range(0, map.Z.GetLength(0)).MaxBy(row => map.Z[row, map.Z.GetLength(1) / 2]);
        var step = (map.Y.Last - map.Y.First) / (map.Z.GetLength(0) - 1);

        (map.Y.First + (loudest * step)).ShouldBe(hertz, step);
        map.Z.Cast<double>().Max().ShouldBe(0);
        map.Z.Cast<double>().Min().ShouldBe(-80);
    }

    [Theory]
    [InlineData(250)]
    [InlineData(1000)]
    [InlineData(4000)]
    public void A_pure_tone_is_loudest_in_the_mel_band_under_its_tick(int hertz)
    {
        var figure = Plots.MelSpectrogram(Tone(hertz), 16_000);
        var map = Map(figure);
        var loudest = Enumerable.Range(0, map.Z.GetLength(0)).MaxBy(row => map.Z[row, map.Z.GetLength(1) / 2]);

        map.Z.GetLength(0).ShouldBe(64);
        figure.Y.Ticks!.Single(tick => tick.Label == $"{hertz}").Position.ShouldBe(loudest, 0.75);
    }

    [Fact]
    public void A_click_in_a_long_clip_stays_visible_at_its_time()
    {
        var samples = new float[16_000 * 60];
        samples[16_000 * 42] = 1;

        var map = Map(Plots.Spectrogram(samples, 16_000));
        var columns = map.Z.GetLength(1);
        var loudest = Enumerable.Range(0, columns).MaxBy(column => map.Z[10, column]);

        columns.ShouldBeLessThanOrEqualTo(240);
        map.Z[10, loudest].ShouldBeGreaterThan(-6);
        (map.X.First + (loudest * (map.X.Last - map.X.First) / (columns - 1))).ShouldBe(42, 0.3);
    }

    [Fact]
    public void The_interactive_map_shows_the_loudest_of_the_cells_that_each_of_its_own_stands_for()
    {
        var figure = Plots.Spectrogram(Tone(1000), 16_000);
        var map = Map(figure);
        var trace = DisplayOutput.Plotly(figure).GetProperty("data")[0];
        var (z, dy) = (trace.GetProperty("z"), trace.GetProperty("dy").GetDouble());

        (map.Z.GetLength(0), z.GetArrayLength()).ShouldBe((129, 65));
        dy.ShouldBe(2 * (map.Y.Last - map.Y.First) / 128, 1e-9);
        for (var row = 0; row < 64; row++)
        {
            z[row].Numbers().Max().ShouldBe(Enumerable.Range(0, map.Z.GetLength(1)).Max(column => Math.Max(map.Z[2 * row, column], map.Z[(2 * row) + 1, column])));
        }

        var loudest = Enumerable.Range(0, 65).MaxBy(row => z[row].Numbers().Average());
        (trace.GetProperty("y0").GetDouble() + (loudest * dy)).ShouldBe(1000, dy);
    }

    [Fact]
    public void The_description_says_where_it_is_loudest()
        => Plots.Spectrogram(Tone(1000), 16_000, "tone").ToString().ShouldBe("tone. Spectrogram of 1.00 s up to 8000 Hz; loudest near 1000 Hz.");

    [Theory]
    [InlineData(0, 16_000)]
    [InlineData(1, 8_000)]
    [InlineData(100, 44_100)]
    public void Few_samples_or_none_give_a_figure_all_the_same(int length, int sampleRate)
    {
        Plots.Spectrogram(new float[length], sampleRate).Description.ShouldEndWith("silence.");
        DisplayOutput.Bundle(Plots.MelSpectrogram(new float[length], sampleRate)).Count.ShouldBe(3);
    }

    private static HeatmapSeries Map(Figure figure) => figure.Series.ShouldHaveSingleItem().ShouldBeOfType<HeatmapSeries>();

    private static float[] Tone(double hertz) => [.. Enumerable.Range(0, 16_000).Select(n => (float)(0.5 * Math.Sin(2 * Math.PI * hertz * n / 16_000)))];
}
