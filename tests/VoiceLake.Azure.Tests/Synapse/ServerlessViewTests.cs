using VoiceLake.Azure.Synapse;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Tests.Synapse;

public sealed class ServerlessViewTests
{
    [Fact]
    public void A_view_reads_the_table_of_its_name_with_every_column_typed()
    {
        var schema = new TableSchema(
            new("clip", ColumnType.String, false),
            new("window", ColumnType.Integer, false),
            new("n_samples", ColumnType.Long),
            new("pitch", ColumnType.Double),
            new("weight", ColumnType.Float),
            new("silent", ColumnType.Boolean),
            new("run_id", ColumnType.String, false));

        new ServerlessView("gold.pitches", schema).ToString().ShouldBe(
            """
            CREATE OR ALTER VIEW "gold"."pitches" AS
            SELECT
                "clip", "window", "n_samples", "pitch", "weight", "silent", "run_id"
            FROM OPENROWSET(
                BULK 'tables/pitches',
                DATA_SOURCE = 'gold',
                FORMAT = 'DELTA'
            ) WITH (
                "clip" varchar(8000), "window" int, "n_samples" bigint, "pitch" float, "weight" real, "silent" bit, "run_id" varchar(64)
            ) AS "rows";
            GO

            """);
    }

    [Fact]
    public void Bytes_are_left_out_and_arrays_are_text()
    {
        var schema = new TableSchema(
            new("samples", ColumnType.Binary), new("words", ColumnType.ArrayOf(ColumnType.String)), new("at", ColumnType.Timestamp), new("day", ColumnType.Date));

        var view = new ServerlessView("silver.things", schema);

        view.Columns.ShouldBe(["words", "at", "day"]);
        view.Source.ShouldContain("\"words\" varchar(max), \"at\" datetime2(6), \"day\" date");
    }

    [Fact]
    public void A_name_with_a_quotation_mark_stays_one_name() =>
        new ServerlessView("gold.odd", new TableSchema(new TableColumn("a\"b", ColumnType.Long))).Select.ShouldStartWith("SELECT\n    \"a\"\"b\"\nFROM");

    [Fact]
    public void Long_lists_are_broken_between_columns()
    {
        var schema = new TableSchema(Enumerable.Range(0, 100).Select(i => new TableColumn($"feature_{i}", ColumnType.Double)));

        var lines = new ServerlessView("gold.wide", schema).ToString().Split('\n');

        lines.ShouldAllBe(line => line.Length <= 145);
        lines.Length.ShouldBeLessThan(40);
    }

    [Theory]
    [InlineData("clips")]
    [InlineData("silver.")]
    [InlineData("a.b.c")]
    public void A_name_without_a_container_is_refused(string table) =>
        Should.Throw<ArgumentException>(() => new ServerlessView(table, new TableSchema(new TableColumn("a", ColumnType.Long)))).Message.ShouldContain("such as silver.clips");

    [Fact]
    public void A_table_of_nothing_but_bytes_has_no_view() =>
        Should.Throw<ArgumentException>(() => new ServerlessView("silver.blobs", new TableSchema(new TableColumn("raw", ColumnType.Binary)))).Message.ShouldContain("only bytes");
}
