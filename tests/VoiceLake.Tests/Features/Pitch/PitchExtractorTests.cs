using VoiceLake.Features;

namespace VoiceLake.Tests.Features.Pitch;

public class PitchExtractorTests : FeatureExtractorContract
{
    private const int SampleRate = 16_000;

    // What pYIN tells apart, as a share of the frequency.
    private const double TenCents = 0.0058;

    public static TheoryData<double> Tones => [60, 75.3, 90, 110, 146.8, 220, 300, 411.7, 500];

    protected override FeatureExtractor Create(int sampleRate) => new PitchExtractor(new PitchOptions { SampleRate = sampleRate });

    [Theory]
    [MemberData(nameof(Tones))]
    public void A_sine_has_its_own_frequency(double frequency)
    {
        // YIN counts the samples at the end of a frame as if they did not repeat: half a second makes that small.
        var frames = Frames(new PitchOptions { Floor = 50, FrameLength = 8_192 }, Sine(frequency, 32_000, SampleRate));
        foreach (var (name, table, tolerance) in new[] { ("yin_f0", 0, 0.002), ("pyin_f0", 0, TenCents), ("praat_f0", 1, 0.002) })
        {
            // The first and the last frames see the zeros beyond the clip.
            frames[table].Column(name)[8..^8].ShouldAllBe(value => Math.Abs(value - frequency) <= tolerance * frequency, name);
        }
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(11_025)]
    [InlineData(22_050)]
    [InlineData(44_100)]
    [InlineData(48_000)]
    public void A_sine_has_its_own_frequency_at_any_sample_rate(int sampleRate)
    {
        var row = Row(new PitchOptions { SampleRate = sampleRate, FrameLength = sampleRate / 4 * 2 }, Sine(187.5, 3 * sampleRate, sampleRate));
        row["yin_f0_p50"].ShouldBe(187.5, 0.002 * 187.5);
        row["pyin_f0_p50"].ShouldBe(187.5, TenCents * 187.5);
        row["praat_f0_p50"].ShouldBe(187.5, 0.002 * 187.5);
        row["praat_f0_std"].ShouldBeLessThan(0.1);
        row["pyin_voiced_share"].ShouldBeGreaterThan(0.95);
        row["praat_voiced_share"].ShouldBe(1);
    }

    [Fact]
    public void Loudness_changes_no_pitch()
    {
        var voice = Voice(24_000, 3);

        // A power of two changes no digit of a sample, a sum or a product.
        var (loud, soft) = (Extract(Create(SampleRate), voice), Extract(Create(SampleRate), [.. voice.Select(sample => sample / 8)]));
        soft.Values.ShouldBe(loud.Values);
        foreach (var (table, other) in loud.Frames.Zip(soft.Frames))
        {
            table.Features.Names.ShouldAllBe(name => table.Column(name).SequenceEqual(other.Column(name)));
        }
    }

    [Fact]
    public void A_shift_by_whole_hops_shifts_the_frames()
    {
        var voice = Voice(24_080, 4);
        var (centred, shifted) = (Frames(new PitchOptions(), voice)[0], Frames(new PitchOptions(), [.. new float[3 * 512], .. voice])[0]);
        centred.Column("yin_f0")[2..].ShouldBe(shifted.Column("yin_f0")[(2 + 3)..]);
        centred.Column("pyin_voiced_probability")[2..].ShouldBe(shifted.Column("pyin_voiced_probability")[(2 + 3)..]);

        var (praat, between) = (Frames(new PitchOptions(), voice)[1], Frames(new PitchOptions(), [.. new float[1_600], .. voice, .. new float[1_600]])[1]);
        between.Count.ShouldBe(praat.Count + 20);
        between.Column("praat_f0")[10..^10].ShouldBe(praat.Column("praat_f0"));
        between.Column("praat_strength")[10..^10].ShouldBe(praat.Column("praat_strength"));
    }

    [Fact]
    public void A_long_clip_streams_to_the_bits_that_it_has_as_a_whole()
    {
        var (voice, extractor) = (Voice(250_000, 12), new PitchExtractor());
        extractor.Expect(voice.Length);
        var streamed = Extract(extractor, voice, 777, 30_000);
        var whole = Extract(extractor, voice);
        streamed.Values.ShouldBe(whole.Values);
        foreach (var (table, other) in streamed.Frames.Zip(whole.Frames))
        {
            table.Features.Names.ShouldAllBe(name => table.Column(name).SequenceEqual(other.Column(name)));
        }
    }

    [Theory]
    [InlineData(PitchMethods.Yin, "yin")]
    [InlineData(PitchMethods.Pyin, "pyin")]
    [InlineData(PitchMethods.Praat, "praat")]
    public void A_method_alone_has_the_columns_and_the_bits_that_it_has_among_all(PitchMethods methods, string prefix)
    {
        var voice = Voice(30_000, 5);
        var (alone, all) = (Row(new PitchOptions { Methods = methods }, voice), Row(new PitchOptions(), voice));
        alone.Keys.ShouldAllBe(name => name.StartsWith(prefix + "_", StringComparison.Ordinal));
        alone.ShouldAllBe(column => column.Value.Equals(all[column.Key]));
        var table = Frames(new PitchOptions { Methods = methods }, voice).Single();
        var among = Frames(new PitchOptions(), voice)[methods == PitchMethods.Praat ? 1 : 0];
        table.Features.Names.ShouldAllBe(name => table.Column(name).SequenceEqual(among.Column(name)));
    }

    [Fact]
    public void A_clip_takes_hardly_any_new_memory()
    {
        var (voice, extractor) = (Voice(60_000, 13), new PitchExtractor());
        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            extractor.Expect(voice.Length);
            extractor.Push(voice);
            extractor.Finish();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated();
        Allocated().ShouldBeLessThan(64 * 1_024);
    }

    [Fact]
    public void The_row_sums_up_the_frames()
    {
        var (voice, options) = (Voice(40_000, 6), new PitchOptions());
        var (row, frames) = (Row(options, voice), Frames(options, voice));
        row["yin_f0_mean"].ShouldBe(frames[0].Column("yin_f0").Average(value => (double)value), 1e-9);
        row["pyin_voiced_share"].ShouldBe(frames[0].Column("pyin_voiced").Average(value => (double)value), 1e-12);
        row["pyin_f0_mean"].ShouldBe(frames[0].Column("pyin_f0").Where(value => !float.IsNaN(value)).Average(value => (double)value), 1e-9);
        row["praat_f0_mean"].ShouldBe(frames[1].Column("praat_f0").Where(value => !float.IsNaN(value)).Average(value => (double)value), 1e-9);
        row["praat_voiced_share"].ShouldBe(frames[1].Column("praat_strength").Count(value => value > 0) / (double)frames[1].Count, 1e-12);
    }

    private static float[] Sine(double frequency, int samples, int sampleRate)
        => [.. Enumerable.Range(0, samples).Select(n => (float)(0.5 * Math.Sin((2 * Math.PI * frequency * n / sampleRate) + 0.3)))];

    private static IReadOnlyList<FrameTable> Frames(PitchOptions options, float[] samples) => Extract(new PitchExtractor(options), samples).Frames;

    private static Dictionary<string, double> Row(PitchOptions options, float[] samples)
    {
        var extractor = new PitchExtractor(options);
        return extractor.Features.Names.Zip(Extract(extractor, samples).Values).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
