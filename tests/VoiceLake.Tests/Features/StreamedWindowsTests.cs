using VoiceLake.Features;

namespace VoiceLake.Tests.Features;

public class StreamedWindowsTests
{
    private static readonly WindowOptions Options = new() { Length = 4_000, Hop = 1_500 };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3_999)]
    [InlineData(4_000)]
    [InlineData(4_001)]
    [InlineData(5_500)]
    [InlineData(5_501)]
    [InlineData(23_456)]
    public void The_windows_of_a_clip_in_pieces_have_the_bits_of_the_clip_at_once(int samples)
    {
        var extractor = new WindowFeatureExtractor(Options);
        var (clip, expected) = (Noise(samples), extractor.ExtractClip(Noise(samples)));
        var stream = new StreamedWindows(extractor);
        foreach (var piece in new[] { 1, 700, 4_000, 30_000 })
        {
            ShouldBe(Run(stream, clip, piece), expected);
        }
    }

    [Fact]
    public void Windows_that_touch_share_no_sample()
    {
        var extractor = new WindowFeatureExtractor(Options with { Hop = 4_000 });
        ShouldBe(Run(new StreamedWindows(extractor), Noise(9_000), 900), extractor.ExtractClip(Noise(9_000)));
    }

    [Fact]
    public void A_window_comes_out_as_soon_as_it_is_full()
    {
        var stream = new StreamedWindows(new WindowFeatureExtractor(Options));
        stream.Push(Noise(3_999)).ShouldBeEmpty();
        stream.Push([0.5f]).Single().Samples.ShouldBe(4_000);
        stream.Push(Noise(3_100)).Select(window => window.StartSample).ShouldBe([1_500, 3_000]);
        stream.Finish().Single().ShouldSatisfyAllConditions(window => window.StartSample.ShouldBe(4_500), window => window.Samples.ShouldBe(2_600));
    }

    private static List<ClipWindow> Run(StreamedWindows stream, float[] clip, int piece)
    {
        var windows = new List<ClipWindow>();
        for (var at = 0; at < clip.Length; at += piece)
        {
            windows.AddRange(stream.Push(clip.AsSpan(at, Math.Min(piece, clip.Length - at))));
        }

        windows.AddRange(stream.Finish());
        return windows;
    }

    private static void ShouldBe(IReadOnlyList<ClipWindow> windows, IReadOnlyList<ClipWindow> expected)
    {
        windows.Select(window => (window.Window, window.StartSample, window.Samples)).ShouldBe(expected.Select(window => (window.Window, window.StartSample, window.Samples)));
        foreach (var (window, other) in windows.Zip(expected))
        {
            window.Features.ShouldBe(other.Features);
        }
    }

    private static float[] Noise(int samples)
    {
        var random = new Random(samples);
        return [.. Enumerable.Range(0, samples).Select(_ => random.Next(-20_000, 20_000) / 32_768f)];
    }
}
