using VoiceLake.Features;
using VoiceLake.Signal;

namespace VoiceLake.Tests.Features;

public class LibrosaReferenceTests(ITestOutputHelper output)
{
    private const double Decibels = 2e-3;

    [Theory]
    [MemberData(nameof(SharedClips.All), MemberType = typeof(SharedClips))]
    public void Mel_bands_coefficients_and_deltas_are_those_of_librosa(string clip)
    {
        var frames = Frames(clip, new LibrosaOptions { Families = LibrosaFamilies.Mel | LibrosaFamilies.Mfcc | LibrosaFamilies.Deltas });
        Deviation(frames, "mel_db_0", clip, "librosa_mel_db").ShouldBeLessThan(Decibels);
        Deviation(frames, "mfcc_0", clip, "librosa_mfcc20").ShouldBeLessThan(Decibels);
        Deviation(frames, "mfcc_delta_0", clip, "librosa_delta").ShouldBeLessThan(Decibels);
        Deviation(frames, "mfcc_delta2_0", clip, "librosa_delta2").ShouldBeLessThan(Decibels);
    }

    [Theory]
    [MemberData(nameof(SharedClips.All), MemberType = typeof(SharedClips))]
    public void Settings_for_speech_and_the_scale_of_HTK_are_those_of_librosa(string clip)
    {
        var speech = new LibrosaOptions { Families = LibrosaFamilies.Mfcc | LibrosaFamilies.Deltas, FftLength = 512, WindowLength = 400, Hop = 160, MelBands = 40, Coefficients = 13 };
        var frames = Frames(clip, speech);
        Deviation(frames, "mfcc_0", clip, "librosa_speech_mfcc13").ShouldBeLessThan(Decibels);
        Deviation(frames, "mfcc_delta_0", clip, "librosa_speech_delta").ShouldBeLessThan(Decibels);
        Deviation(frames, "mfcc_delta2_0", clip, "librosa_speech_delta2").ShouldBeLessThan(Decibels);
        Deviation(Frames(clip, speech with { MelScale = MelScale.Htk, MelTriangle = MelTriangle.UnitHeight }), "mfcc_0", clip, "librosa_speech_mfcc13_htkmel").ShouldBeLessThan(Decibels);
    }

    [Theory]
    [MemberData(nameof(SharedClips.All), MemberType = typeof(SharedClips))]
    public void Chroma_contrast_shape_and_waveform_are_those_of_librosa(string clip)
    {
        var frames = Frames(clip, new LibrosaOptions());
        foreach (var (column, file) in new[]
        {
            ("chroma_0", "librosa_chroma_stft"), ("contrast_0", "librosa_contrast"), ("centroid", "librosa_centroid"), ("bandwidth", "librosa_bandwidth"),
            ("flatness", "librosa_flatness"), ("zcr", "librosa_zcr"), ("rms", "librosa_rms"),
        })
        {
            Excess(frames, column, clip, file).ShouldBeLessThanOrEqualTo(1, file);
        }

        Excess(Frames(clip, new LibrosaOptions { Families = LibrosaFamilies.Chroma, Tuning = 0 }), "chroma_0", clip, "librosa_chroma_stft_tuning0").ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void The_rolloff_is_that_of_librosa_on_nearly_all_frames_and_a_bin_beside_it_on_the_rest()
    {
        var (frames, others) = (0, 0);
        foreach (var clip in SharedClips.Names)
        {
            var rolloff = Frames(clip, new LibrosaOptions { Families = LibrosaFamilies.Shape }).Column("rolloff");
            var expected = SharedClips.Reference(clip, "librosa_rolloff");
            var bins = rolloff.Zip(expected, (ours, row) => Math.Abs(ours - row[0]) / (16_000 / 2_048.0)).ToArray();
            bins.ShouldAllBe(bin => bin < 1.001, clip);
            (frames, others) = (frames + bins.Length, others + bins.Count(bin => bin > 0.001));
        }

        output.WriteLine($"rolloff: {others} of {frames} frames are a bin off");
        ((double)others / frames).ShouldBeLessThanOrEqualTo(0.005);
    }

    /// <summary>No bound is set: librosa halves the rate with a resampler of its own. These are a little above what was reached.</summary>
    [Fact]
    public void Tonnetz_is_nearly_that_of_librosa()
    {
        var deviations = new List<double>();
        foreach (var clip in SharedClips.Names)
        {
            var frames = Frames(clip, new LibrosaOptions { Families = LibrosaFamilies.Tonnetz });
            var expected = SharedClips.Reference(clip, "librosa_tonnetz");
            frames.Count.ShouldBe(expected.Length);
            deviations.AddRange(expected.SelectMany((row, frame) => row.Select((value, at) => Math.Abs(frames[frame][at] - value))));
        }

        var sorted = deviations.Order().ToArray();
        var (median, most, all) = (sorted[sorted.Length / 2], sorted[sorted.Length * 99 / 100], sorted[^1]);
        output.WriteLine($"librosa_tonnetz: median {median:0.0e+0}, 99 % within {most:0.0e+0}, all within {all:0.0e+0}");
        median.ShouldBeLessThan(2e-7);
        most.ShouldBeLessThan(2e-5);
        all.ShouldBeLessThan(2e-4);
    }

    private static FrameTable Frames(string clip, LibrosaOptions options)
    {
        var extractor = new LibrosaExtractor(options);
        extractor.Push(SharedClips.Samples(clip));
        return extractor.Finish(FeatureOutput.Frames).Frames.ShouldHaveSingleItem();
    }

    /// <summary>The largest difference.</summary>
    private double Deviation(FrameTable frames, string column, string clip, string file)
    {
        var deviation = Compare(frames, column, clip, file, (ours, expected) => Math.Abs(ours - expected));
        output.WriteLine($"{file}: {deviation:0.0e+0} at most");
        return deviation;
    }

    /// <summary>The largest difference over what is allowed: 1e-4 of the value, or 1e-5 where that is more.</summary>
    private double Excess(FrameTable frames, string column, string clip, string file)
    {
        var excess = Compare(frames, column, clip, file, (ours, expected) => Math.Abs(ours - expected) / Math.Max(1e-5, 1e-4 * Math.Abs(expected)));
        output.WriteLine($"{file}: {excess:0.000} of the bound at most");
        return excess;
    }

    private static double Compare(FrameTable frames, string column, string clip, string file, Func<double, double, double> difference)
    {
        var (expected, first) = (SharedClips.Reference(clip, file), frames.Features.IndexOf(column));
        frames.Count.ShouldBe(expected.Length);
        return Enumerable.Range(0, frames.Count).Max(frame => expected[frame].Select((value, at) => difference(frames[frame][first + at], value)).Max());
    }
}
