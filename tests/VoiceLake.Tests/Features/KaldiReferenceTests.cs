using VoiceLake.Features;

namespace VoiceLake.Tests.Features;

public class KaldiReferenceTests(ITestOutputHelper output)
{
    private const double Bound = 1e-3;

    [Theory]
    [MemberData(nameof(SharedClips.All), MemberType = typeof(SharedClips))]
    public void Coefficients_and_filter_bank_are_those_of_torchaudio(string clip)
    {
        var extractor = new KaldiExtractor(new KaldiOptions { FilterBankBands = 40 });
        extractor.Push(SharedClips.Samples(clip));
        var frames = extractor.Finish(FeatureOutput.Frames).Frames.ShouldHaveSingleItem();
        Deviation(frames, "kaldi_mfcc_", SharedClips.Reference(clip, "kaldi_mfcc13")).ShouldBeLessThan(Bound);
        Deviation(frames, "kaldi_fbank_", SharedClips.Reference(clip, "kaldi_fbank40")).ShouldBeLessThan(Bound);
    }

    private double Deviation(FrameTable frames, string family, double[][] expected)
    {
        frames.Count.ShouldBe(expected.Length);
        var first = frames.Features.IndexOf(family + "0");
        var deviation = Enumerable.Range(0, frames.Count).Max(frame => expected[frame].Select((value, column) => Math.Abs(frames[frame][first + column] - value)).Max());
        output.WriteLine($"{family}: {deviation:0.0e+0} at most");
        return deviation;
    }
}
