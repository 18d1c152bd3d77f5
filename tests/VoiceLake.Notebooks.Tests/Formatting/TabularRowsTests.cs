using System.Text.Json;
using Microsoft.DotNet.Interactive.Formatting;
using VoiceLake.Notebooks.Formatting;

namespace VoiceLake.Notebooks.Tests.Formatting;

public class TabularRowsTests
{
    [Fact]
    public void A_sequence_of_objects_becomes_rows_with_typed_columns()
    {
        var table = new object[] { new { Name = "Anna", Clips = 3, Seconds = 4.5, At = new DateTime(2020, 1, 2) }, new { Name = "Ben", Clips = 2 } }.ToTabularDataResource();

        table.Schema.Fields.Select(field => $"{field.Name} {field.Type}").ShouldBe(["Name string", "Clips integer", "Seconds number", "At datetime"]);
        table.Data.Count.ShouldBe(2);
        table.Data[0]["Seconds"].ShouldBe(4.5);
        table.Data[1].ContainsKey("Seconds").ShouldBeFalse();
    }

    [Fact]
    public void A_json_array_of_objects_becomes_rows()
    {
        using var json = JsonDocument.Parse("""[{"name": "a", "n": 1, "ok": true}, {"name": null, "n": 2.5, "ok": false}]""");

        var table = json.ToTabularDataResource();

        table.Schema.Fields.Select(field => $"{field.Name} {field.Type}").ShouldBe(["name string", "n number", "ok boolean"]);
        table.Data[0]["n"].ShouldBe(1L);
        table.Data[1]["name"].ShouldBeNull();
        json.RootElement.ToTabularDataResource().Data.Count.ShouldBe(2);
    }

    [Fact]
    public void A_table_is_shown_as_data_and_as_a_table()
    {
        var bundle = ValueFormatter.Bundle(new object?[] { new { n = 1, x = double.NaN }, new { n = 2, x = 0.5 } }.ToTabularDataResource());

        bundle.Select(form => form.Key).ShouldBe(["application/vnd.dataresource+json", "text/html", "text/plain"]);
        bundle["application/vnd.dataresource+json"]!.ToJsonString().ShouldBe(
            """{"profile":"tabular-data-resource","schema":{"fields":[{"name":"n","type":"integer"},{"name":"x","type":"number"}]},"data":[{"n":1,"x":"NaN"},{"n":2,"x":0.5}]}""");
        ((string?)bundle["text/plain"]).ShouldBe("index | n |   x\n------+---+----\n    0 | 1 | NaN\n    1 | 2 | 0.5");
        ((string?)bundle["text/html"])!.ShouldStartWith("<table class=\"vl-table\">");
    }

    [Theory]
    [InlineData("text")]
    [InlineData(3)]
    public void What_has_no_rows_is_refused(object value) =>
        Should.Throw<ArgumentException>(() => value.ToTabularDataResource()).Message.ShouldEndWith("has no rows: give a sequence of objects, a data frame or a JSON array of objects.");
}
