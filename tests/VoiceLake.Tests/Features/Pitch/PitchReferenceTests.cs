using VoiceLake.Features;

namespace VoiceLake.Tests.Features.Pitch;

public class PitchReferenceTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(SharedClips.All), MemberType = typeof(SharedClips))]
    public void Yin_finds_the_pitch_that_librosa_finds(string clip)
    {
        foreach (var (name, length, hop) in new[] { ("librosa_yin", 2_048, 512), ("librosa_yin10", 1_024, 160) })
        {
            var ours = PitchReference.Frames(SharedClips.Samples(clip), new PitchOptions { Methods = PitchMethods.Yin, FrameLength = length, Hop = hop }).Column("yin_f0");
            var theirs = PitchReference.Rows(clip, name).Select(row => row[0]).ToArray();
            var share = PitchReference.Share(ours, theirs, Within(1e-3));
            output.WriteLine($"{clip} {name}: {share:P2} of {ours.Length} frames within 0.1 %, worst {PitchReference.Worst(ours, theirs):0.0e+00}");
            share.ShouldBeGreaterThanOrEqualTo(0.99);
        }
    }

    [Theory]
    [MemberData(nameof(SharedClips.All), MemberType = typeof(SharedClips))]
    public void Pyin_finds_the_voicing_and_the_pitch_that_librosa_finds(string clip)
    {
        var frames = PitchReference.Frames(SharedClips.Samples(clip), new PitchOptions { Methods = PitchMethods.Pyin });
        var rows = PitchReference.Rows(clip, "librosa_pyin");
        var (ours, theirs) = (frames.Column("pyin_f0"), rows.Select(row => row[0]).ToArray());
        var voicing = PitchReference.Share(frames.Column("pyin_voiced"), [.. rows.Select(row => row[1])], (one, other) => one == other);
        var probability = PitchReference.Share(frames.Column("pyin_voiced_probability"), [.. rows.Select(row => row[2])], (one, other) => Math.Abs(one - other) < 1e-5);
        output.WriteLine($"{clip}: voicing equal on {voicing:P2} of {ours.Length} frames, probability within 1e-5 on {probability:P2}, F0 worst {PitchReference.Worst(ours, theirs):0.0e+00}");
        voicing.ShouldBeGreaterThanOrEqualTo(0.98);
        probability.ShouldBeGreaterThanOrEqualTo(0.98);
        PitchReference.Worst(ours, theirs).ShouldBeLessThan(5e-3);
    }

    [Theory]
    [MemberData(nameof(SharedClips.All), MemberType = typeof(SharedClips))]
    public void Praat_finds_the_same_frames_the_same_voicing_and_the_same_pitch(string clip)
    {
        foreach (var (name, step) in new (string, double?)[] { ("praat_ac", null), ("praat_ac10", 0.01) })
        {
            var frames = PitchReference.Frames(SharedClips.Samples(clip), new PitchOptions { Methods = PitchMethods.Praat, TimeStep = step });
            var rows = PitchReference.Rows(clip, name);
            var (ours, theirs) = (frames.Column("praat_f0"), rows.Select(row => row[2] == 0 ? double.NaN : row[2]).ToArray());
            var voicing = PitchReference.Share(ours, theirs, (one, other) => double.IsNaN(one) == double.IsNaN(other));
            var both = Enumerable.Range(0, ours.Length).Where(frame => !float.IsNaN(ours[frame]) && !double.IsNaN(theirs[frame])).ToArray();
            var share = PitchReference.Share([.. both.Select(frame => ours[frame])], [.. both.Select(frame => theirs[frame])], Within(1e-3));
            output.WriteLine($"{clip} {name}: voicing equal on {voicing:P2} of {ours.Length} frames, F0 within 0.1 % on {share:P2} of {both.Length}, worst {PitchReference.Worst(ours, theirs):0.0e+00}");
            voicing.ShouldBeGreaterThanOrEqualTo(0.99);
            share.ShouldBeGreaterThanOrEqualTo(0.98);
            rows.Select((row, frame) => Math.Abs(row[1] - frames.TimeOf(frame))).Max().ShouldBeLessThan(1e-6);
        }
    }

    private static Func<double, double, bool> Within(double relative) => (one, other) => Math.Abs(one - other) <= relative * other;
}
