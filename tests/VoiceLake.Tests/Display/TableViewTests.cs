using Microsoft.Data.Analysis;
using Microsoft.ML.Data;
using VoiceLake.Display;

namespace VoiceLake.Tests.Display;

public class TableViewTests
{
    private static readonly Row[] Rows =
    [
        new("one", 1, 0.1234567, [1, 2, 3], null),
        new("two", 20, null, null, ["a", "b"]),
    ];

    [Fact]
    public void Numbers_stand_at_the_right_and_missing_values_are_marked()
        => TableView.Of(Rows, "Two rows").ToString().ShouldBe(string.Join('\n',
            "Two rows",
            "Name  Count     Share    Bytes  Tags",
            "----  -----  --------  -------  ------",
            "one       1  0.123457  3 bytes  ∅",
            "two      20         ∅        ∅  [a, b]"));

    [Fact]
    public void A_long_table_shows_its_first_rows_and_how_many_more_there_are()
    {
        var table = TableView.Of(Enumerable.Range(1, 1500).Select(number => new { number }), limit: 2);

        table.RowCount.ShouldBe(1500);
        table.ToString().ShouldBe("number\n------\n     1\n     2\n(1,498 more)");
        table.ToHtml().ShouldEndWith("</table><p>(1,498 more)</p>");
    }

    [Fact]
    public void A_data_frame_shows_its_columns_and_nulls()
    {
        var frame = new DataFrame(new StringDataFrameColumn("clip", ["a/1", null]), new DoubleDataFrameColumn("rms", [0.5, null]));

        TableView.Of(frame, "gold.windows").ToString().ShouldBe("gold.windows\nclip  rms\n----  ---\na/1   0.5\n∅       ∅");
        TableView.Of(frame, limit: 1, columns: ["rms"]).ToString().ShouldBe("rms\n---\n0.5\n(1 more)");
    }

    [Fact]
    public void A_binary_cell_shows_its_length_and_a_list_its_items()
    {
        var frame = new DataFrame(
            new VBufferDataFrameColumn<byte>("samples", [new VBuffer<byte>(96_000, new byte[96_000]), default]),
            new VBufferDataFrameColumn<int>("gaps", [new VBuffer<int>(2, [7, 8]), new VBuffer<int>(1, [9])]));

        TableView.Of(frame).ToString().ShouldBe("    samples  gaps\n-----------  ------\n96000 bytes  [7, 8]\n          ∅  [9]");
    }

    [Fact]
    public void Data_is_never_markup()
    {
        var frame = new DataFrame(new StringDataFrameColumn("<th>", ["<script>alert('x')</script>"]));
        var html = DisplayOutput.Bundle(TableView.Of(frame, "</caption>"))["text/html"];

        html.ShouldContain("<caption>&lt;/caption&gt;</caption>");
        html.ShouldContain(">&lt;th&gt;</th>");
        html.ShouldContain("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</td>");
        html.ShouldNotContain("<script");
    }

    [Fact]
    public void A_text_of_many_lines_stays_on_one_and_is_cut()
    {
        var text = TableView.Of([new { text = "first\nsecond " + new string('x', 100) }]).ToString().Split('\n')[2];

        text.ShouldStartWith("first second xxx");
        text.ShouldEndWith("x…");
        text.Length.ShouldBe(80);
    }

    [Fact]
    public void A_column_that_is_not_there_is_named_with_those_that_are()
    {
        Should.Throw<ArgumentException>(() => TableView.Of(Rows, columns: ["Nam"])).Message.ShouldStartWith("The rows have no 'Nam', but: Name, Count, Share, Bytes, Tags.");
        Should.Throw<ArgumentException>(() => TableView.Of(new DataFrame(new StringDataFrameColumn("a", 0)), columns: ["b"]))
            .Message.ShouldStartWith("The table has no column 'b', but: a.");
    }

    private sealed record Row(string Name, int Count, double? Share, byte[]? Bytes, string[]? Tags);
}
