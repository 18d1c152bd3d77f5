using CsCheck;
using Microsoft.Data.Analysis;
using VoiceLake.Display;
using VoiceLake.Display.Internals;

namespace VoiceLake.Tests.Display;

public class DistributionTests
{
    private static readonly DataFrame Frame = new(
        new StringDataFrameColumn("gender", ["male", "female", "male", "female", null, "male", "unknown"]),
        new DoubleDataFrameColumn("pitch", [100, 200, 120, 240, 150, null, double.NaN]),
        new StringDataFrameColumn("split", ["train", "train", "test", "train", "train", "test", "train"]));

    [Fact]
    public void Groups_stand_in_the_usual_order_with_their_counts_and_the_same_colours_everywhere()
    {
        var traces = DisplayOutput.Plotly(Plots.Distribution(Frame, "pitch", "gender", "Hz")).GetProperty("data");

        traces.EnumerateArray().Select(trace => trace.GetProperty("name").GetString())
            .ShouldBe(["female (n = 2)", "male (n = 2)", "unknown (n = 0)", "(none) (n = 1)"]);
        traces[0].GetProperty("line").GetProperty("color").GetString().ShouldBe("#d55e00");
        traces[1].GetProperty("line").GetProperty("color").GetString().ShouldBe("#0072b2");
    }

    [Fact]
    public void Rows_without_a_finite_value_are_left_out_and_counted()
    {
        var figure = Plots.Distribution(Frame, "pitch", "gender");

        figure.Description.ShouldContain("female: 2 rows, median 220");
        figure.Description.ShouldEndWith("2 rows without a finite value are left out.");
    }

    [Fact]
    public void The_shares_of_any_values_add_up_to_one() => Gen.Double[-1e6, 1e6].Array[1, 200].Sample(values =>
    {
        var edges = Histogram.Edges(values);

        Histogram.Shares(values, edges).Sum().ShouldBe(1, 1e-9);
        edges.ShouldBeInOrder();
        (edges[0] <= values.Min() && edges[^1] >= values.Max()).ShouldBeTrue();
    });

    [Fact]
    public void Equal_values_share_one_bin()
    {
        Histogram.Edges([3, 3, 3]).ShouldBe([1.5, 4.5]);
        Histogram.Edges([0, 0]).ShouldBe([-0.5, 0.5]);
        Histogram.Edges([]).ShouldBe([0, 1]);
    }

    [Fact]
    public void A_box_has_the_quartiles_and_whiskers_within_reach()
    {
        var values = new GroupedValues("a", [1, 2, 3, 4, 5, 6, 7, 8, 100]);

        values.ToBox(2).ShouldBe(new BoxSeries(2, 1, 3, 5, 7, 8) { Color = values.ToBox(2).Color });
    }

    [Fact]
    public void A_box_plot_shows_each_group_over_its_name_and_count()
    {
        var figure = Plots.Boxes(Frame, "pitch", "gender", "Hz");
        var traces = DisplayOutput.Plotly(figure).GetProperty("data");

        figure.X.Ticks!.Select(tick => tick.Label).ShouldBe(["female (n = 2)", "male (n = 2)", "unknown (n = 0)", "(none) (n = 1)"]);
        traces[0].GetProperty("q1").Numbers().ShouldBe([210]);
        traces[0].GetProperty("median").Numbers().ShouldBe([220]);
        traces[2].GetProperty("median")[0].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        DisplayOutput.Png(figure).Has("#0072b2").ShouldBeTrue();
    }

    [Fact]
    public void Counts_stack_the_parts_of_each_bar()
    {
        var data = DisplayOutput.Plotly(Plots.Counts(Frame, "split", "gender")).GetProperty("data");

        data.EnumerateArray().Select(trace => trace.GetProperty("name").GetString()).ShouldBe(["female", "male", "unknown", "(none)"]);
        data[0].GetProperty("y").Numbers().ShouldBe([2, 0]);
        data[1].GetProperty("y").Numbers().ShouldBe([1, 2]);
        data.EnumerateArray().Sum(trace => trace.GetProperty("y").Numbers().Sum()).ShouldBe(7);
    }

    [Fact]
    public void A_column_that_is_not_there_is_named_with_those_that_are()
        => Should.Throw<ArgumentException>(() => Plots.Distribution(Frame, "pitsch", "gender"))
            .Message.ShouldStartWith("The table has no column 'pitsch', but: gender, pitch, split.");

    [Fact]
    public void A_column_of_text_is_no_feature()
        => Should.Throw<ArgumentException>(() => Plots.Boxes(Frame, "split", "gender")).Message.ShouldStartWith("The column 'split' holds String, not numbers.");
}
