using System.Text.Json.Nodes;
using CsCheck;
using VoiceLake.Notebooks.Comparing;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Comparing;

public class NotebookComparisonTests
{
    [Fact]
    public void A_notebook_is_equal_to_itself_and_to_itself_through_another_programs_habits()
    {
        foreach (var path in Directory.EnumerateFiles(Repository.PathOf("notebooks"), "*.ipynb"))
        {
            var document = NotebookDocument.Parse(File.ReadAllText(path), path);
            var other = NotebookDocument.Parse(Sorted(JsonNode.Parse(File.ReadAllText(path)))!.ToJsonString(), path);

            NotebookComparison.Compare(document, other, new() { Sanitisers = [] }).Differences.ShouldBeEmpty(path);
        }
    }

    [Fact]
    public void Times_do_not_count_and_values_do()
    {
        var old = Executed("1 clip in 0.42 s", 1);
        NotebookComparison.Compare(old, Executed("1 clip in 1.10 s", 7)).AreEqual.ShouldBeTrue();
        NotebookComparison.Compare(old, Executed("1 clip in 1.10 s", 7), new() { Sanitisers = [] }).Differences.Select(one => (one.Part, one.Mime))
            .ShouldBe([("execution count", null), ("output", "stdout")]);

        var difference = NotebookComparison.Compare(old, Executed("2 clips in 0.42 s", 1)).Differences.ShouldHaveSingleItem();
        difference.ShouldBe(new(1, 1, old.Cells[0].Id, "output", 1, "stdout", "1 clip in <duration>", "2 clips in <duration>"));
    }

    [Fact]
    public void The_text_of_differences_is_unified_with_cell_output_and_mime_type()
    {
        var old = Executed("a\nb\nc\nd\ne\nf\ng\nh\ni", 1);
        var comparison = NotebookComparison.Compare(old, Executed("A\nb\nc\nd\ne\nf\ng\nh\nI", 1));

        comparison.ToString().ShouldBe($"--- test.ipynb\n+++ test.ipynb\n@@ cell 1 ({old.Cells[0].Id}), output 1, stdout @@\n-a\n+A\n b\n c\n…\n g\n h\n-i\n+I\n");
    }

    [Fact]
    public void Pieces_of_a_stream_are_one_and_an_image_is_its_bytes()
    {
        var old = With(Stream("a"), Stream("b"), Data("image/png", "AAEC\n"), Data("application/json", 1.0));
        var @new = With(Stream("ab"), Data("image/png", "AAEC"), Data("application/json", 1));
        NotebookComparison.Compare(old, @new).AreEqual.ShouldBeTrue();

        NotebookComparison.Compare(old, With(Stream("ab"), Data("image/png", "AAED"), Data("application/json", 2))).Differences
            .Select(one => (one.Output, one.Mime)).ShouldBe([(2, "image/png"), (3, "application/json")]);
    }

    [Fact]
    public void Cells_belong_together_by_id_and_by_source_and_by_place()
    {
        var old = Notebooks.Of(Notebooks.Prose("# A"), Notebooks.Code("1"), Notebooks.Prose("gone"), Notebooks.Code("3"), Notebooks.Code("tail"));
        var text = old.ToJson().Replace("\"3\"", "\"33\"", StringComparison.Ordinal);
        var @new = NotebookDocument.Parse(text, "new.ipynb");
        @new.Remove(@new.Cells[2]);
        @new.InsertCode(0, "first");

        NotebookComparison.Compare(old, @new).Differences.Select(one => (one.OldCell, one.NewCell, one.Part, one.Old, one.New)).ShouldBe(
        [
            (null, 1, "cell", null, "first"),
            (3, null, "cell", "gone", null),
            (4, 4, "source", "3", "33"),
        ]);
    }

    [Fact]
    public void A_picture_attached_to_prose_counts_by_its_bytes()
    {
        NotebookDocument Attached(string base64)
        {
            var document = Notebooks.Of(Notebooks.Prose("![](attachment:a.png)"));
            document.Cells[0].Json["attachments"] = new JsonObject { ["a.png"] = new JsonObject { ["image/png"] = base64 } };
            return document;
        }

        NotebookComparison.Compare(Attached("AAEC"), Attached("AAEC\n")).AreEqual.ShouldBeTrue();
        NotebookComparison.Compare(Attached("AAEC"), Attached("AAED")).Differences.Single().Part.ShouldBe("attachments");
        NotebookComparison.Compare(Attached("AAEC"), Notebooks.Of(Notebooks.Prose("![](attachment:a.png)"))).Differences.Single().New.ShouldBeNull();
    }

    [Fact]
    public void A_cell_that_moved_is_told_as_moved()
    {
        var json = JsonNode.Parse(Notebooks.Of(Notebooks.Prose("a"), Notebooks.Prose("b"), Notebooks.Prose("c")).ToJson())!;
        foreach (var (cell, id) in json["cells"]!.AsArray().Zip(["i", "j", "k"]))
        {
            cell!["id"] = id;
        }

        var old = NotebookDocument.Parse(json.ToJsonString(), "old.ipynb");
        var list = json["cells"]!.AsArray();
        var last = list[2];
        list.RemoveAt(2);
        list.Insert(0, last);

        NotebookComparison.Compare(old, NotebookDocument.Parse(json.ToJsonString(), "new.ipynb")).Differences
            .Select(one => (one.OldCell, one.NewCell, one.Part)).ShouldBe([(3, 1, "place")]);
    }

    [Fact]
    public void Comparing_is_fair_to_both_sides()
    {
        var cell = Gen.Select(Gen.OneOf(Gen.Const("a"), Gen.Const("b"), Gen.Const("c")), Gen.Bool).Select(pair => pair.Item2 ? Notebooks.Code(pair.Item1) : Notebooks.Prose(pair.Item1));
        var notebook = cell.Array[0, 6].Select(cells => Notebooks.Of([.. cells.Select(one => (JsonObject)one.DeepClone())]));
        Gen.Select(notebook, notebook).Sample((one, other) =>
        {
            var there = NotebookComparison.Compare(one, other).Differences;
            var cells = (Removed: there.Count(d => d.NewCell is null), Added: there.Count(d => d.OldCell is null));
            return one.Cells.Count - cells.Removed + cells.Added == other.Cells.Count && NotebookComparison.Compare(one, one.Clone()).AreEqual
                && (there.Count == 0) == one.Cells.Select(c => (c.Kind, c.Source)).SequenceEqual(other.Cells.Select(c => (c.Kind, c.Source)));
        });
    }

    private static NotebookDocument Executed(string text, int count)
    {
        var document = With(Stream(text));
        document.Cells[0].ExecutionCount = count;
        return document;
    }

    private static NotebookDocument With(params JsonNode[] outputs)
    {
        var document = Notebooks.Of(Notebooks.Code("x"));
        document.Cells[0].Outputs = [.. outputs];
        return document;
    }

    private static JsonObject Stream(string text) => new() { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = MultilineText.Split(text) };

    private static JsonObject Data(string mime, JsonNode content) => new() { ["output_type"] = "display_data", ["data"] = new JsonObject { [mime] = content }, ["metadata"] = new JsonObject() };

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.OrderByDescending(field => field.Key, StringComparer.Ordinal).Select(field => KeyValuePair.Create(field.Key, Sorted(field.Value)))),
        JsonArray lines when lines.Count > 0 && lines.All(line => line is JsonValue value && value.TryGetValue<string>(out var text) && text.Contains('\n', StringComparison.Ordinal)) => string.Concat(lines.Select(line => line!.ToString())),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
