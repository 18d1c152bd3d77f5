using System.Runtime.InteropServices;
using VoiceLake.Features;

namespace VoiceLake.Tests.Features;

/// <summary>What holds for every feature set: derive once a set.</summary>
public abstract class FeatureExtractorContract
{
    private const int SampleRate = 16_000;
    private const FeatureOutput Everything = FeatureOutput.Row | FeatureOutput.Frames;

    /// <summary>A new extractor of the set, at its defaults.</summary>
    protected abstract FeatureExtractor Create(int sampleRate);

    [Fact]
    public void Pieces_of_any_size_give_the_bits_of_the_whole()
    {
        var (clip, extractor) = (Voice(26_113, 1), Create(SampleRate));
        var whole = Extract(extractor, clip);
        foreach (var sizes in new int[][] { [1], [7, 1_024], [160], [511, 3, 4_096], [20_000] })
        {
            ShouldHaveTheBitsOf(Extract(extractor, clip, sizes), whole);
        }
    }

    [Fact]
    public void A_length_that_is_said_before_changes_no_bit()
    {
        var (clip, extractor) = (Voice(26_113, 2), Create(SampleRate));
        var untold = Extract(extractor, clip, 1_000);
        extractor.Expect(clip.Length);
        ShouldHaveTheBitsOf(Extract(extractor, clip, 1_000), untold);
    }

    [Fact]
    public void A_length_that_is_not_kept_is_a_mistake_and_leaves_nothing_behind()
    {
        var (clip, extractor) = (Voice(9_000, 3), Create(SampleRate));
        var alone = Extract(extractor, clip);
        extractor.Expect(clip.Length + 1);
        extractor.Push(clip);
        Should.Throw<InvalidOperationException>(() => extractor.Finish()).Message.ShouldContain("9001");
        ShouldHaveTheBitsOf(Extract(extractor, clip), alone);
        extractor.Expect(10);
        Should.Throw<InvalidOperationException>(() => extractor.Push(clip)).Message.ShouldContain("10");
    }

    [Fact]
    public void Clip_after_clip_and_a_new_extractor_give_the_same_bits()
    {
        var (clip, extractor) = (Voice(20_001, 4), Create(SampleRate));
        var first = Extract(extractor, clip);
        Extract(extractor, Voice(31_234, 5));
        Extract(extractor, new float[5]);
        Extract(extractor, [float.NaN, .. Voice(3_000, 6)]);
        ShouldHaveTheBitsOf(Extract(extractor, clip), first);
        ShouldHaveTheBitsOf(Extract(Create(SampleRate), clip), first);
    }

    [Fact]
    public void Many_threads_give_the_bits_of_one()
    {
        var clips = Enumerable.Range(0, 8).Select(seed => Voice(12_000 + (seed * 777), seed)).ToArray();
        var extractor = Create(SampleRate);
        var one = Array.ConvertAll(clips, clip => Extract(extractor, clip));
        var many = new ClipFeatures[clips.Length];
        Parallel.For(0, clips.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, index => many[index] = Extract(Create(SampleRate), clips[index]));
        foreach (var (ours, expected) in many.Zip(one))
        {
            ShouldHaveTheBitsOf(ours, expected);
        }
    }

    [Fact]
    public void Row_and_frames_are_the_same_alone_and_together()
    {
        var (clip, extractor) = (Voice(15_000, 7), Create(SampleRate));
        var both = Extract(extractor, clip);
        extractor.Push(clip);
        var row = extractor.Finish();
        row.Frames.ShouldBeEmpty();
        row.Values.ShouldBe(both.Values);
        extractor.Push(clip);
        var frames = extractor.Finish(FeatureOutput.Frames);
        frames.Values.ShouldBeEmpty();
        ShouldHaveTheBitsOf(frames with { Values = both.Values }, both);
    }

    [Fact]
    public void The_columns_are_as_many_as_the_values()
    {
        var extractor = Create(SampleRate);
        var features = Extract(extractor, Voice(16_000, 8));
        features.Values.Length.ShouldBe(extractor.Features.Count);
        features.Frames.Select(table => table.Features).ShouldBe(extractor.FrameFeatures);
        features.Frames.ShouldAllBe(table => table.Count > 0);
        extractor.SampleRate.ShouldBe(SampleRate);
    }

    [Fact]
    public void Every_column_says_what_it_is()
    {
        var extractor = Create(SampleRate);
        foreach (var definition in extractor.FrameFeatures.Append(extractor.Features).SelectMany(set => set.Definitions))
        {
            definition.Name.ShouldMatch("^[A-Za-z][A-Za-z0-9_-]*$");
            string[] texts = [definition.Unit, definition.Formula, definition.Source, definition.WhyNull];
            texts.ShouldAllBe(text => !string.IsNullOrWhiteSpace(text), definition.Name);
            definition.Notebook.ShouldBe("03-gold-features");
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_sample_that_is_not_a_number_leaves_frames_without_values(float sample)
    {
        var (clip, extractor) = (Voice(18_000, 9), Create(SampleRate));
        var sound = Extract(extractor, clip);
        clip[5_000] = sample;
        var features = Extract(extractor, clip, 4_000);
        features.Values.ShouldAllBe(value => double.IsNaN(value));
        features.Frames.Select(table => table.Count).ShouldBe(sound.Frames.Select(table => table.Count));
        features.Frames.ShouldAllBe(table => !Rows(table).Any(value => !float.IsNaN(value)));
    }

    [Fact]
    public void No_sample_gives_no_value_and_no_frame()
    {
        var features = Create(SampleRate).Finish(Everything);
        features.Values.ShouldAllBe(value => double.IsNaN(value));
        features.Frames.ShouldAllBe(table => table.Count == 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    [InlineData(399)]
    public void A_clip_shorter_than_a_frame_ends_without_an_error_and_without_infinities(int samples)
        => ShouldBeFiniteOrNone(Extract(Create(SampleRate), Voice(samples, 10)));

    [Fact]
    public void Silence_constants_and_square_waves_end_without_an_error_and_without_infinities()
    {
        var extractor = Create(SampleRate);
        ShouldBeFiniteOrNone(Extract(extractor, new float[20_000]));
        ShouldBeFiniteOrNone(Extract(extractor, Enumerable.Repeat(0.25f, 20_000).ToArray()));
        ShouldBeFiniteOrNone(Extract(extractor, Enumerable.Range(0, 20_000).Select(n => n / 40 % 2 == 0 ? 32_767 / 32_768f : -1f).ToArray()));
        ShouldBeFiniteOrNone(Extract(extractor, [.. new float[9_000], 1, .. new float[9_000]]));
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(11_025)]
    [InlineData(44_100)]
    [InlineData(48_000)]
    public void Other_sample_rates_end_without_an_error_and_without_infinities(int sampleRate)
        => ShouldBeFiniteOrNone(Extract(Create(sampleRate), Voice(sampleRate * 3 / 2, 11)));

    /// <summary>A sound with a gliding pitch, overtones, noise and pauses.</summary>
    protected static float[] Voice(int samples, int seed)
    {
        var random = new Random(seed);
        var (clip, phase) = (new float[samples], 0.0);
        for (var n = 0; n < samples; n++)
        {
            phase += (110 + (60 * Math.Sin(n / 4_000.0)) + (seed * 7)) / SampleRate;
            var voice = Enumerable.Range(1, 8).Sum(overtone => Math.Cos(2 * Math.PI * overtone * phase) / overtone);
            var loudness = n / 5_000 % 3 == 2 ? 0 : 0.5 + (0.4 * Math.Sin(n / 1_500.0));
            clip[n] = (float)Math.Round(((0.2 * loudness * voice) + (0.01 * (random.NextDouble() - 0.5))) * 32_768) / 32_768;
        }

        return clip;
    }

    /// <summary>Pushes a clip in pieces of these sizes, again and again; whole where none is given.</summary>
    protected static ClipFeatures Extract(FeatureExtractor extractor, ReadOnlySpan<float> clip, params ReadOnlySpan<int> sizes)
    {
        for (var (at, piece) = (0, 0); at < clip.Length; piece++)
        {
            var size = Math.Min(sizes.IsEmpty ? clip.Length : sizes[piece % sizes.Length], clip.Length - at);
            extractor.Push(clip.Slice(at, size));
            at += size;
        }

        return extractor.Finish(Everything);
    }

    private static void ShouldBeFiniteOrNone(ClipFeatures features)
    {
        features.Values.ShouldNotContain(value => double.IsInfinity(value));
        features.Frames.ShouldAllBe(table => !Rows(table).Any(float.IsInfinity));
    }

    private static void ShouldHaveTheBitsOf(ClipFeatures ours, ClipFeatures expected)
    {
        MemoryMarshal.AsBytes(ours.Values.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(expected.Values.AsSpan())).ShouldBeTrue();
        ours.Frames.Count.ShouldBe(expected.Frames.Count);
        foreach (var (table, other) in ours.Frames.Zip(expected.Frames))
        {
            (table.Start, table.Hop, table.Count).ShouldBe((other.Start, other.Hop, other.Count));
            MemoryMarshal.AsBytes(Rows(table).AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(Rows(other).AsSpan())).ShouldBeTrue(table.Features.Id);
        }
    }

    private static float[] Rows(FrameTable table) => [.. Enumerable.Range(0, table.Count).SelectMany(frame => table[frame].ToArray())];
}
