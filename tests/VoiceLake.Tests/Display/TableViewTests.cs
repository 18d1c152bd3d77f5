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
    public void A_sentence_is_whole_in_a_page_where_it_wraps_and_cut_in_lines_of_text()
    {
        var remedy = "The archive ends before its end.\nCopy it again from the source, or delete it there, and run the stage once more.";
        var table = TableView.Of([new { name = "trunkline-20190630-cut", remedy }]);

        table.ToHtml().ShouldContain("<td align=\"left\" style=\"text-align:left;white-space:normal;min-width:14em\">The archive ends before its end. Copy it again from the source, or delete it there, and run the stage once more.</td>");
        table.ToHtml().ShouldContain("<td align=\"left\" style=\"text-align:left\">trunkline-20190630-cut</td>");
        table.ToString().Split('\n')[2].ShouldBe("trunkline-20190630-cut  The archive ends before its end. Copy it again from the source, or delete it th…");
    }

    [Fact]
    public void A_text_that_is_no_sentence_any_more_is_cut_in_a_page_too()
    {
        var html = TableView.Of([new { text = string.Concat(Enumerable.Repeat("🙂", 500)) }]).ToHtml();

        html.ShouldContain("…</td>");
        html.ShouldNotContain("\uFFFD");
        html.Length.ShouldBeLessThan(5_000);
    }

    [Fact]
    public void A_table_without_rows_says_so()
        => TableView.Of(Array.Empty<Row>(), columns: ["Name"]).ToString().ShouldBe("Name\n----\n(no rows)");

    [Fact]
    public void A_column_that_is_not_there_is_named_with_those_that_are()
    {
        Should.Throw<ArgumentException>(() => TableView.Of(Rows, columns: ["Nam"])).Message.ShouldStartWith("The rows have no 'Nam', but: Name, Count, Share, Bytes, Tags.");
        Should.Throw<ArgumentException>(() => TableView.Of(new DataFrame(new StringDataFrameColumn("a", 0)), columns: ["b"]))
            .Message.ShouldStartWith("The table has no column 'b', but: a.");
    }

    private sealed record Row(string Name, int Count, double? Share, byte[]? Bytes, string[]? Tags);
}
