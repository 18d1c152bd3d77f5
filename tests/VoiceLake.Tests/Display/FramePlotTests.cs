using VoiceLake.Display;
using VoiceLake.Gold;
using VoiceLake.Silver;
using VoiceLake.Tests.Gold;

namespace VoiceLake.Tests.Display;

public class FramePlotTests
{
    private static readonly IReadOnlyList<VoiceFeatures> Voices = VoiceFeatures.Of(
        new VoicePair(SilverClips.Clip("a-1/one", "anna", samples: 16_000, seed: 1), SilverClips.Clip("b-1/one", "bert", "male", samples: 32_000, seed: 2)), "kaldi");

    [Fact]
    public void A_track_has_a_line_a_voice_at_the_times_of_its_frames()
    {
        var figure = Plots.Tracks(Voices, "kaldi_mfcc_0");
        var data = DisplayOutput.Plotly(figure).GetProperty("data");

        data.GetArrayLength().ShouldBe(2);
        data[0].GetProperty("name").GetString().ShouldBe("anna (female)");
        data[0].GetProperty("x0").GetDouble().ShouldBe(0.0125, 1e-9);
        data[0].GetProperty("dx").GetDouble().ShouldBe(0.01, 1e-9);
        data[0].GetProperty("y").GetArrayLength().ShouldBe(98);
        data[1].GetProperty("y").GetArrayLength().ShouldBe(198);
        figure.Description.ShouldContain("bert (male): 198 of 198 frames have a value");
    }

    [Fact]
    public void A_map_has_two_voices_side_by_side_with_a_gap_between()
    {
        var figure = Plots.FrameMaps(Voices, "kaldi_mfcc_", skip: 1);
        var map = (HeatmapSeries)figure.Series.Single();

        map.Z.GetLength(0).ShouldBe(12);
        map.Z.GetLength(1).ShouldBe(25 + 1 + 50);
        map.Z[0, 25].ShouldBe(double.NaN);
        map.Z[0, 24].ShouldNotBe(double.NaN);
        var frames = Voices[0].FramesWith("kaldi_mfcc_");
        map.Z[0, 0].ShouldBe(frames.Column("kaldi_mfcc_1")[..4].Average(), 1e-3);
        figure.X.Ticks!.Select(tick => tick.Label).ShouldBe(["anna (female), 1.0 s", "bert (male), 2.0 s"]);
    }

    [Fact]
    public void A_feature_that_is_not_there_is_a_mistake_that_lists_those_that_are()
        => Should.Throw<ArgumentException>(() => Plots.Tracks(Voices, "kaldi_pitch")).Message.ShouldContain("kaldi_mfcc_12");

    [Fact]
    public void Two_voices_compare_feature_by_feature()
    {
        var row = VoiceFeatures.Compare(Voices, "kaldi_mfcc_3_mean").ShouldHaveSingleItem();
        (row.Feature, row.Unit).ShouldBe(("kaldi_mfcc_3_mean", "1"));
        row.First.ShouldBe(Voices[0].Values[Voices[0].Features.IndexOf("kaldi_mfcc_3_mean")]);
        row.Second.ShouldBe(Voices[1].Values[Voices[1].Features.IndexOf("kaldi_mfcc_3_mean")]);
    }
}
