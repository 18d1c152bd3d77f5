using VoiceLake.Features;

namespace VoiceLake.Tests.Features;

public class FunctionalsTests
{
    private static readonly FeatureDefinition Frame = new("f0", "Hz", "a pitch", "a paper", "03-gold-features", "unvoiced");

    [Fact]
    public void A_line_has_its_mean_its_spread_its_percentiles_and_its_slope()
        => Of([10, 12, 14, 16, 18, 20], 0.5).ShouldBe([15, Math.Sqrt(35.0 / 3), 12, 15, 18, 4]);

    [Fact]
    public void Frames_without_a_value_do_not_count_but_keep_their_time()
        => Of([10, float.NaN, float.NaN, 16], 1).ShouldBe([13, 3, 11.2, 13, 14.8, 2], 1e-12);

    [Fact]
    public void One_value_has_no_slope() => Of([float.NaN, 7], 1).ShouldBe([7, 0, 7, 7, 7, double.NaN]);

    [Fact]
    public void No_value_has_no_functional() => Of([float.NaN], 1).ShouldAllBe(value => double.IsNaN(value));

    [Fact]
    public void Each_column_names_its_feature_its_unit_and_its_formula()
    {
        var columns = Functionals.Define(Frame);
        columns.Select(column => column.Name).ShouldBe(["f0_mean", "f0_std", "f0_p20", "f0_p50", "f0_p80", "f0_slope"]);
        columns.Select(column => column.Unit).ShouldBe(["Hz", "Hz", "Hz", "Hz", "Hz", "Hz/s"]);
        columns.ShouldAllBe(column => column.Formula.Contains("a pitch") && column.Source == "a paper");
    }

    private static double[] Of(float[] values, double hop)
    {
        var row = new double[6];
        var writer = new FeatureWriter(row);
        new Functionals().Write(values, hop, ref writer);
        writer.Finish();
        return row;
    }
}
