using VoiceLake.Features;

namespace VoiceLake.Tests.Features;

public class LibrosaTonnetzTests
{
    private static readonly double[] Radius = [1, 1, 1, 1, 0.5, 0.5];
    private static readonly double[] Turns = [7 / 6.0, 7 / 6.0, 3 / 2.0, 3 / 2.0, 2 / 3.0, 2 / 3.0];

    [Theory]
    [InlineData(110, 9, 16_000, 512)]
    [InlineData(440, 9, 16_000, 512)]
    [InlineData(1_046.5, 0, 16_000, 512)]
    [InlineData(3_135.96, 7, 16_000, 512)]
    [InlineData(440, 9, 16_000, 160)]
    [InlineData(440, 9, 16_000, 441)]
    [InlineData(440, 9, 22_050, 512)]
    [InlineData(440, 9, 44_100, 512)]
    [InlineData(440, 9, 48_000, 512)]
    public void A_tone_lies_where_its_pitch_class_does(double hertz, int pitchClass, int sampleRate, int hop)
    {
        var tone = Tone(hertz, sampleRate, 3 * sampleRate);
        var frames = Frames(new LibrosaOptions { Families = LibrosaFamilies.Tonnetz, SampleRate = sampleRate, Hop = hop, Tuning = 0 }, tone);
        var middle = frames[frames.Count / 2];
        for (var column = 0; column < 6; column++)
        {
            var angle = Math.PI * Turns[column] * pitchClass;
            var expected = Radius[column] * (column % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
            // Not wholly: filters beside it hear a little of the tone.
            ((double)middle[column]).ShouldBe(expected, 0.03);
        }
    }

    [Fact]
    public void A_gain_changes_nothing_and_neither_do_other_hops_at_the_same_time()
    {
        var random = new Random(40);
        float[] clip = [.. Tone(220, 16_000, 40_000).Zip(Tone(523.25, 16_000, 40_000), (a, b) => a + (0.3f * b) + (0.05f * (random.NextSingle() - 0.5f)))];
        var options = new LibrosaOptions { Families = LibrosaFamilies.Tonnetz };
        var frames = Frames(options, clip);
        var soft = Frames(options, [.. clip.Select(sample => sample / 4)]);
        var (tuned, dense) = (Frames(options with { Tuning = 0 }, clip), Frames(options with { Tuning = 0, Hop = 256 }, clip));
        for (var frame = 0; frame < frames.Count; frame++)
        {
            soft[frame].ToArray().ShouldBe(frames[frame].ToArray());
            dense[2 * frame].ToArray().ShouldBe(tuned[frame].ToArray());
        }
    }

    [Fact]
    public void A_tone_between_two_keys_is_tuned_to_one()
    {
        // A fifth of a third of a semitone above A.
        float[] clip = Tone(440 * Math.Pow(2, 0.2 / 36), 16_000, 48_000);
        var options = new LibrosaOptions { Families = LibrosaFamilies.Tonnetz };
        var (estimated, given) = (Frames(options, clip), Frames(options with { Tuning = 0.19 / 3 }, clip));
        estimated[40].ToArray().ShouldBe(given[40].ToArray(), 2e-3);
    }

    [Fact]
    public void A_long_clip_is_tuned_by_its_first_frames_and_the_same_in_pieces()
    {
        var options = new LibrosaOptions { Families = LibrosaFamilies.Tonnetz, FftLength = 512, Hop = 16 };
        float[] clip = [.. Tone(440 * Math.Pow(2, -0.3 / 36), 16_000, 8_192 * 16), .. Tone(440 * Math.Pow(2, 0.3 / 36), 16_000, 30_000)];
        var whole = Frames(options, clip);
        whole[4_000].ToArray().ShouldBe(Frames(options, clip[..(8_192 * 16)])[4_000].ToArray());
        var pieces = Frames(options, clip, 10_000);
        for (var frame = 0; frame < whole.Count; frame += 7)
        {
            pieces[frame].ToArray().ShouldBe(whole[frame].ToArray());
        }
    }

    [Fact]
    public void Silence_is_at_the_centre()
        => Frames(new LibrosaOptions { Families = LibrosaFamilies.Tonnetz }, new float[20_000])[20].ToArray().ShouldAllBe(value => value == 0);

    [Fact]
    public void Where_half_the_rate_is_below_its_highest_filter_there_is_no_value_and_the_column_says_why()
    {
        var frames = Frames(new LibrosaOptions { Families = LibrosaFamilies.Tonnetz, SampleRate = 8_000 }, Tone(440, 8_000, 20_000));
        frames[10].ToArray().ShouldAllBe(value => float.IsNaN(value));
        frames.Features.Definitions[0].WhyNull.ShouldContain("half the sample rate");
        Frames(new LibrosaOptions { Families = LibrosaFamilies.Tonnetz, SampleRate = 9_000 }, Tone(440, 9_000, 20_000))[10].ToArray().ShouldAllBe(value => float.IsFinite(value));
    }

    [Fact]
    public void A_hop_that_is_halved_too_rarely_is_a_mistake_that_names_the_remedy()
        => Should.Throw<ArgumentException>(() => new LibrosaExtractor(new LibrosaOptions { SampleRate = 192_000, Hop = 441 })).Message.ShouldContain("multiple of 64");

    private static float[] Tone(double hertz, int sampleRate, int samples) => [.. Enumerable.Range(0, samples).Select(n => (float)(0.5 * Math.Sin(2 * Math.PI * hertz * n / sampleRate)))];

    private static FrameTable Frames(LibrosaOptions options, float[] clip, int size = int.MaxValue)
    {
        var extractor = new LibrosaExtractor(options);
        foreach (var piece in clip.Chunk(Math.Min(size, clip.Length)))
        {
            extractor.Push(piece);
        }

        return extractor.Finish(FeatureOutput.Frames).Frames.ShouldHaveSingleItem();
    }
}
