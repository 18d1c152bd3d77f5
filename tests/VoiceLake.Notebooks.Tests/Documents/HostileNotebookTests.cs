using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Documents;

/// <summary>Files as other programs write them, and as nobody should: read and written they are the same bytes.</summary>
public sealed class HostileNotebookTests : IDisposable
{
    private const string Plain = """
        {
         "cells": [
          {
           "cell_type": "markdown",
           "id": "a1",
           "metadata": {},
           "source": [
            "# Title"
           ]
          },
          {
           "cell_type": "code",
           "execution_count": 3,
           "id": "b2",
           "metadata": {},
           "outputs": [
            {
             "name": "stdout",
             "output_type": "stream",
             "text": [
              "old\n"
             ]
            }
           ],
           "source": [
            "1"
           ]
          }
         ],
         "metadata": {},
         "nbformat": 4,
         "nbformat_minor": 5
        }

        """;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Files
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (name, text) in All())
            {
                data.Add(name, text);
            }

            return data;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_read_and_written_is_the_same_bytes(string name, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var path = _folder.PathOf("in.ipynb");
        File.WriteAllBytes(path, bytes);

        var document = await NotebookDocument.ReadAsync(path, TestContext.Current.CancellationToken);
        await document.WriteAsync(_folder.PathOf("out.ipynb"), TestContext.Current.CancellationToken);
        await document.Clone().WriteAsync(_folder.PathOf("clone.ipynb"), TestContext.Current.CancellationToken);

        File.ReadAllBytes(_folder.PathOf("out.ipynb")).AsSpan().SequenceEqual(bytes).ShouldBeTrue(name);
        File.ReadAllBytes(_folder.PathOf("clone.ipynb")).AsSpan().SequenceEqual(bytes).ShouldBeTrue(name);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Looking_at_all_there_is_to_see_changes_nothing(string name, string text)
    {
        var document = NotebookDocument.Parse(text.TrimStart('\uFEFF'), "a.ipynb");

        _ = document.Cells.Select(cell => (cell.Id, cell.Language, cell.Tags.Count, cell.Outputs.Count, cell.ExecutionCount, cell.Source)).ToList();
        _ = NotebookOutline.Of(document);

        (document.ToJson() == text.TrimStart('\uFEFF')).ShouldBeTrue(name);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void New_outputs_of_one_cell_leave_every_other_byte(string name, string text)
    {
        text = text.TrimStart('\uFEFF');
        var document = NotebookDocument.Parse(text, "a.ipynb");
        if (document.Cells.FirstOrDefault(cell => cell.Kind == CellKind.Code && cell.Outputs.Count > 0) is not { } cell)
        {
            return;
        }

        cell.Outputs = [new JsonObject { ["name"] = "stdout", ["output_type"] = "stream", ["text"] = new JsonArray("new\n") }];
        var written = document.ToJson();

        var start = Common(text, written);
        var end = Common(string.Concat(text.Reverse()), string.Concat(written.Reverse()));
        var was = Encoding.UTF8.GetBytes(text);
        var place = JsonPlace.Of(was).Members(was).Single(member => member.Name == "cells").Value.Members(was)[document.Cells.ToList().IndexOf(cell)].Value;
        var outputs = place.Members(was).Single(member => member.Name == "outputs").Value;
        start.ShouldBeGreaterThanOrEqualTo(Encoding.UTF8.GetCharCount(was, 0, outputs.Start), name);
        (text.Length - end).ShouldBeLessThanOrEqualTo(Encoding.UTF8.GetCharCount(was, 0, outputs.End), name);
        JsonNode.Parse(written)!["cells"]!.AsArray().Count.ShouldBe(document.Cells.Count);
        NotebookDocument.Parse(written, "a.ipynb").Cells[document.Cells.ToList().IndexOf(cell)].Outputs.ToJsonString().ShouldBe(cell.Outputs.ToJsonString());
    }

    [Fact]
    public void What_is_new_is_written_in_the_files_own_style()
    {
        var ascii = Plain.Replace("# Title", "Gr\\u00f6\\u00dfe", StringComparison.Ordinal).Replace("\n ", "\n\t", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
        var document = NotebookDocument.Parse(ascii, "a.ipynb");
        document.Cells[1].Source = "声🎧";

        document.ToJson().ShouldBe(ascii.Replace("\"1\"", "\"\\u58f0\\ud83c\\udfa7\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cell_put_in_leaves_the_bytes_of_those_around_it()
    {
        var odd = Plain.Replace("\"metadata\": {},\n   \"source\": [\n    \"# Title\"\n   ]", "\"metadata\":{ },\"source\":\"\\u0023 Title\"", StringComparison.Ordinal);
        var document = NotebookDocument.Parse(odd, "a.ipynb");

        var cell = document.InsertCode(0, "0");
        document.ToJson().ShouldContain("\"metadata\":{ },\"source\":\"\\u0023 Title\"");
        NotebookDocument.Parse(document.ToJson(), "a.ipynb").Cells.Count.ShouldBe(3);

        document.Remove(cell);
        document.ToJson().ShouldBe(odd);
    }

    [Fact]
    public void Any_notebook_in_any_layout_comes_back_byte_for_byte()
    {
        var text = Gen.Char[' ', '\u2fff'].Array[0, 20].Select(letters => new string(letters));
        var scalar = Gen.OneOf(
            text.Select(letters => JsonSerializer.Serialize(letters)), Gen.Double.Where(double.IsFinite).Select(number => JsonSerializer.Serialize(number)),
            Gen.OneOf([.. new[] { "null", "true", "1.0", "1e5", "-0", "123456789012345678901234567890", "\"\\/\"", "\"\\ud800\"" }.Select(Gen.Const)]));
        var value = Gen.Recursive<string>((depth, inner) => depth > 3
            ? scalar
            : Gen.OneOf(scalar, inner.Array[0, 3].Select(items => $"[{string.Join(" ,\n", items)}]"), inner.Array[0, 3].Select(items => $"{{{string.Join(",", items.Select((item, at) => $"\"k{at}\" :{item}"))}}}")));
        var cell = Gen.Select(text, value, value).Select((source, one, two) =>
            $"{{ \"cell_type\":\"code\",\"source\":{JsonSerializer.Serialize(source)} ,\"outputs\": [{{\"x\":{one}}}], \"later\":\t{two}}}");

        cell.Array[0, 4].Sample(cells =>
        {
            var file = $" {{\"metadata\":{{}},\"nbformat\": 4,\"cells\": [{string.Join(",\r\n", cells)} ]}}\n\n";
            return NotebookDocument.Parse(file, "a.ipynb").ToJson() == file;
        }, iter: 300);
    }

    [Fact]
    public void Whatever_is_changed_in_whatever_file_is_what_the_written_file_says()
    {
        var texts = All().Select(file => file.Item2.TrimStart('\uFEFF')).Where(text => text.Length < 100_000).ToList();
        Gen.Select(Gen.Int[0, texts.Count - 1], Gen.Int[0, 6].Array[1, 6], Gen.Int[0, 99].Array[6]).Sample((file, changes, places) =>
        {
            var document = NotebookDocument.Parse(texts[file], "a.ipynb");
            foreach (var (change, place) in changes.Zip(places))
            {
                Change(document, change, place);
            }

            return NotebookJson.Write(JsonNode.Parse(document.ToJson()), NotebookLayout.Jupyter) == NotebookJson.Write(document.Json, NotebookLayout.Jupyter)
                && document.Clone().ToJson() == document.ToJson()
                && NotebookDocument.Parse(document.ToJson(), "a.ipynb").ToJson() == document.ToJson();
        });
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0 }, "the file is UTF-16: save it as UTF-8")]
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0xE9, (byte)'"' }, "byte 3 is not UTF-8: save the file as UTF-8")]
    public async Task A_file_in_another_encoding_is_refused(byte[] bytes, string message)
    {
        File.WriteAllBytes(_folder.PathOf("a.ipynb"), bytes);

        (await Should.ThrowAsync<NotebookFormatException>(() => NotebookDocument.ReadAsync(_folder.PathOf("a.ipynb"), TestContext.Current.CancellationToken)))
            .Message.ShouldEndWith(message);
    }

    private static void Change(NotebookDocument document, int change, int place)
    {
        var cell = document.Cells.Count == 0 ? null : document.Cells[place % document.Cells.Count];
        switch (change)
        {
            case 0:
                document.InsertCode(place % (document.Cells.Count + 1), "é\n🎧");
                break;
            case 1 when cell is not null:
                document.Remove(cell);
                break;
            case 2 when cell is not null:
                cell.Source = "\"1\"\n\u001b";
                break;
            case 3 when cell is not null:
                cell.Metadata["voicelake"] = new JsonObject { ["status"] = "passed", ["list"] = new JsonArray(1.5, null, new JsonObject()) };
                break;
            case 4 when cell is { Kind: CellKind.Code }:
                cell.Outputs = [new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = new JsonArray("a\n", "b") }, new JsonObject()];
                break;
            case 5:
                document.Metadata.Clear();
                break;
            default:
                document.Strip();
                break;
        }
    }

    private static IEnumerable<(string, string)> All()
    {
        var rich = Rich();
        yield return ("as Jupyter writes it", Plain);
        yield return ("CRLF", Plain.Replace("\n", "\r\n", StringComparison.Ordinal));
        yield return ("byte order mark", "\uFEFF" + Plain);
        yield return ("no final newline", Plain.TrimEnd());
        yield return ("three final newlines", Plain + "\n\n");
        yield return ("blank lines before it", "\n \n" + Plain);
        yield return ("two spaces", Indented(Plain, "  "));
        yield return ("four spaces", Indented(Plain, "    "));
        yield return ("tabs", Indented(Plain, "\t"));
        yield return ("one line", string.Concat(Plain.Split('\n').Select(line => line.Trim())));
        yield return ("one line with blanks, as json.dumps writes it", string.Join(' ', Plain.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim())));
        yield return ("unknown fields at every level", rich);
        yield return ("ensure_ascii", Ascii(rich));
        yield return ("escaped slashes and upper-case escapes", Plain.Replace("# Title", "a\\/b \\u00E9 \\u003c\\u003E \\u0027", StringComparison.Ordinal));
        yield return ("mixed line ends", Plain.Replace("\n  {", "\r\n  {", StringComparison.Ordinal));
        yield return ("lone surrogates and control characters in outputs", Plain.Replace("old", "\\ud800 \\udfff \\u0000\\u001b[0m\\u007f\u2028\u0085", StringComparison.Ordinal));
        yield return ("huge outputs", Plain.Replace("old", string.Concat(Enumerable.Repeat("0123456789 é声🎧 ", 200_000)), StringComparison.Ordinal));
        yield return ("nbformat 4.2, cells without ids", WithoutIds(Plain).Replace("_minor\": 5", "_minor\": 2", StringComparison.Ordinal));
        yield return ("nbformat 4.4 with numbers of every form", WithoutIds(Plain).Replace("_minor\": 5", "_minor\": 4, \"n\": [1.0, 1e5, 1E+5, -0, -0.0, 12345678901234567890123, 0.10]", StringComparison.Ordinal));
        yield return ("nbformat 4.5 in which ids are missing or doubled", Plain.Replace("\"b2\"", "\"a1\"", StringComparison.Ordinal));
        yield return ("no metadata anywhere", Plain.Replace("   \"metadata\": {},\n", "", StringComparison.Ordinal).Replace(" \"metadata\": {},\n", "", StringComparison.Ordinal));
        yield return ("no cells", "{\"cells\": [], \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 5}");
        yield return ("keys in another order, names that look doubled", """{"nbformat_minor":5,"nbformat":4,"metadata":{"a":1,"A":2,"a ":3,"\u0062":4,"":5},"cells":[{"source":"x","outputs":[{"output_type":"stream","name":"stdout","text":"y"}],"metadata":{"tags":[]},"id":"i","execution_count":null,"cell_type":"code"}]}""");
        yield return ("raw, empty and attached", """
            {"cells":[{"cell_type":"raw","id":"r","metadata":{"format":"text/x-rst"},"source":""},{"cell_type":"code","id":"c","metadata":{},"execution_count":null,"outputs":[],"source":[]},
            {"cell_type":"markdown","id":"m","metadata":{},"attachments":{"a b.png":{"image/png":"iVBORw0KGgo=\n"}},"source":["![](attachment:a b.png)\n", "", "x"]}],"metadata":{},"nbformat":4,"nbformat_minor":5}
            """);
    }

    private static string Rich() => Plain
        .Replace("\"cell_type\": \"code\",", "\"cell_type\": \"code\",\n   \"later\": {\n    \"z\": [\n     1.0,\n     {},\n     []\n    ]\n   },", StringComparison.Ordinal)
        .Replace("\"name\": \"stdout\",", "\"extra\": \"声 🎧 é\",\n     \"name\": \"stdout\",", StringComparison.Ordinal)
        .Replace("\"nbformat\": 4,", "\"more\": null,\n \"nbformat\": 4,", StringComparison.Ordinal);

    private static string Ascii(string text) => string.Concat(text.Select(letter => letter < 128 ? letter.ToString() : FormattableString.Invariant($"\\u{(int)letter:x4}")));

    private static string Indented(string text, string unit) =>
        string.Join('\n', text.Split('\n').Select(line => string.Concat(Enumerable.Repeat(unit, line.Length - line.TrimStart().Length)) + line.TrimStart()));

    private static string WithoutIds(string text) => string.Join('\n', text.Split('\n').Where(line => !line.Contains("\"id\":", StringComparison.Ordinal)));

    private static int Common(string one, string two)
    {
        var length = 0;
        while (length < one.Length && length < two.Length && one[length] == two[length])
        {
            length++;
        }

        return length;
    }
}
