using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using CsvHelper;
using CsvHelper.Configuration;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.DataFactory.Running.Formats;

namespace VoiceLake.DataFactory.Tests.Running.Formats;

public class DelimitedTextTests
{
    private static readonly Gen<string> Text = Gen.OneOf(Gen.Char["ab,;\"'\\\r\n| "].Array[0, 6].Select(letters => new string(letters)), Gen.String[0, 8]);

    // One column with null alone would be an empty line: two at least.
    private static readonly Gen<string?[][]> Rows = Gen.Int[2, 4].SelectMany(columns => Gen.OneOf(Text.Select(text => (string?)text), Gen.Const((string?)null)).Array[columns].Array[1, 6]);

    public static TheoryData<char, string?, char, char, string> Layouts => new()
    {
        { ',', null, '"', '\\', "" },
        { ',', null, '"', '"', "" },
        { ';', "\n", '\'', '\\', "NULL" },
        { '|', "\r\n", '"', '"', "\\N" },
        { ',', "\r", '"', '|', "a" },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void What_was_written_is_read_back_to_the_same_values(char column, string? row, char quote, char escape, string empty)
    {
        var options = new DelimitedTextOptions { Column = column, Row = row, Quote = quote, Escape = escape, Null = empty };

        Rows.Where(rows => rows.All(values => values.All(value => value is null || IsText(value)))).Sample(rows => Same(Read(Write(rows, options), options), rows), iter: 2_000);
    }

    // An independent reader has another idea of null, but the same of texts.
    [Theory]
    [InlineData(',', "\r\n")]
    [InlineData(';', "\n")]
    public void Another_reader_of_CSV_reads_the_same_texts(char column, string row)
    {
        var options = new DelimitedTextOptions { Column = column, Row = row, Escape = '"' };
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = column.ToString(), HasHeaderRecord = false, NewLine = row, IgnoreBlankLines = true };

        Rows.Where(rows => rows.All(values => values.All(value => value is null || IsText(value)))).Sample(
            rows =>
            {
                using var csv = new CsvParser(new StringReader(Write(rows, options)), configuration);
                var read = new List<string[]>();
                while (csv.Read())
                {
                    read.Add(csv.Record!);
                }

                return read.Count == rows.Length && read.Zip(rows).All(pair => pair.First.SequenceEqual(pair.Second.Select(value => value ?? "")));
            },
            iter: 2_000);
    }

    [Theory]
    [InlineData("a,b\r\nc,d\ne,f\rg,h", "a|b/c|d/e|f/g|h")]
    [InlineData("\n\r\na,b\n\n\nc,d\n\n", "a|b/c|d")]
    [InlineData("a,\n,b\n\"\",c", "a|-/-|b/|c")]
    [InlineData("\"a,\r\nb\",\"c\"", "a,\r\nb|c")]
    [InlineData("\"a\\\"b\",\"c\\\\\"", "a\"b|c\\")]
    [InlineData("a\"b,c\\d", "a\"b|c\\d")]
    [InlineData("\"a\\nb\",", "a\\nb|-")]
    public void Rows_are_taken_apart(string text, string rows) =>
        string.Join('/', Read(text, new DelimitedTextOptions()).Select(values => string.Join('|', values.Select(value => value ?? "-")))).ShouldBe(rows);

    [Theory]
    [InlineData("a\\,b,c", "a,b|c")]
    [InlineData("\"a\\\\\",b", "\"a\\\"|b")]
    public void Without_a_quote_the_escape_stands_before_the_separator(string text, string rows) =>
        string.Join('|', Read(text, new DelimitedTextOptions { Quote = null }).ShouldHaveSingleItem()).ShouldBe(rows);

    [Theory]
    [InlineData("a,b\n\"c", "row 2: a quote is not closed")]
    [InlineData("\"a\"b,c", "row 1: 'b' stands behind the closing quote of value 1")]
    [InlineData("a,\"b\"\"c\"", "row 1: '\"' stands behind the closing quote of value 2: a quote inside quotes has escapeChar before it")]
    public void Broken_quotes_are_named_with_their_row(string text, string message) =>
        Should.Throw<WorkException>(() => Read(text, new DelimitedTextOptions())).Message.ShouldStartWith($"'x.csv', {message}");

    [Theory]
    [InlineData("id,name\n1,a\n2,b,c\n", true, 0, "DelimitedTextMoreColumnsThanDefined", "'x.csv', row 3: it has 3 values where the first row has 2")]
    [InlineData("id,id\n1,a\n", true, 0, "DelimitedTextColumnNameNotAllowDuplicate", "'x.csv': two columns are called 'id'")]
    [InlineData("id,\n1,a\n", true, 0, "UserErrorInvalidFormat", "'x.csv': the name of column 2 is empty")]
    public async Task Rows_that_do_not_fit_their_columns_are_named(string text, bool header, int skipped, string error, string message)
    {
        var failure = await Should.ThrowAsync<WorkException>(ObjectsAsync(text, new DelimitedTextOptions { HasHeader = header, SkipLines = skipped }));

        failure.Error.ShouldBe(error);
        failure.Message.ShouldStartWith(message);
    }

    [Theory]
    [InlineData("1,a\n2\n", false, 0, """{"Prop_0":"1","Prop_1":"a"} {"Prop_0":"2","Prop_1":null}""")]
    [InlineData("made by x\n\nid,name\n1,a\n", true, 1, """{"id":"1","name":"a"}""")]
    [InlineData("", true, 0, "")]
    public async Task Rows_get_the_names_of_the_header_or_numbers(string text, bool header, int skipped, string rows) =>
        string.Join(' ', (await ObjectsAsync(text, new DelimitedTextOptions { HasHeader = header, SkipLines = skipped })).Select(row => row.ToJsonString())).ShouldBe(rows);

    [Fact]
    public void Text_that_fits_into_no_buffer_is_read_whole()
    {
        string?[][] rows = [.. Enumerable.Range(0, 3_000).Select(i => new string?[] { new('\\', i % 40), $"{i}\r\n\"", null })];

        Same(Read(Write(rows, new DelimitedTextOptions()), new DelimitedTextOptions()), rows).ShouldBeTrue();
    }

    private static string Write(string?[][] rows, DelimitedTextOptions options)
    {
        using var text = new StringWriter();
        var writer = new DelimitedTextWriter(text, options);
        foreach (var row in rows)
        {
            writer.WriteAsync(new JsonObject(row.Select((value, index) => KeyValuePair.Create($"c{index}", (JsonNode?)value))), TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        }

        return text.ToString();
    }

    private static List<List<string?>> Read(string text, DelimitedTextOptions options)
    {
        var reader = new DelimitedTextReader(new StringReader(text), options, "x.csv");
        List<List<string?>> rows = [];
        while (reader.ReadAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult() is { } row)
        {
            rows.Add(row);
        }

        return rows;
    }

    private static async Task<List<JsonObject>> ObjectsAsync(string text, DelimitedTextOptions options)
    {
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        List<JsonObject> rows = [];
        await foreach (var row in DelimitedRows.ReadAsync(content, options, "x.csv", TestContext.Current.CancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }

    private static bool Same(List<List<string?>> read, string?[][] rows) => read.Count == rows.Length && read.Zip(rows).All(pair => pair.First.SequenceEqual(pair.Second));

    private static bool IsText(string value) => !value.Any(char.IsSurrogate);
}
