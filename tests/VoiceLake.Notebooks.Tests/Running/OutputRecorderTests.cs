using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.Running;

namespace VoiceLake.Notebooks.Tests.Running;

public class OutputRecorderTests
{
    [Fact]
    public void Text_of_one_stream_is_one_output_of_lines()
    {
        var cell = Record(new StreamOutput("stdout", "a\nb"), new StreamOutput("stdout", "c\n"), new StreamOutput("stderr", "!"), new StreamOutput("stdout", "d"));

        cell.ToJsonString().ShouldBe("""
            [{"name":"stdout","output_type":"stream","text":["a\n","bc\n"]},{"name":"stderr","output_type":"stream","text":["!"]},{"name":"stdout","output_type":"stream","text":["d"]}]
            """.Trim());
    }

    [Fact]
    public void An_update_changes_every_display_of_its_id_also_in_an_earlier_cell()
    {
        var document = Notebooks.Of(Notebooks.Code("1"), Notebooks.Code("2"));
        var recorder = new OutputRecorder(100);
        recorder.Begin(document.Cells[0]);
        recorder.Add(new DisplayOutput(Plain("0 %"), [], "bar", false));
        recorder.Begin(document.Cells[1]);
        recorder.Add(new DisplayOutput(Plain("0 %"), [], "bar", false));
        recorder.Add(new DisplayOutput(Plain("100 %"), [], "bar", true));

        document.Cells.Select(cell => cell.Outputs.ToJsonString()).Distinct().ShouldBe(
            ["""[{"data":{"text/plain":["100 %"]},"metadata":{},"output_type":"display_data"}]"""]);
    }

    [Fact]
    public void An_update_of_an_unknown_id_is_shown() =>
        Record(new DisplayOutput(Plain("late"), [], "gone", true)).Count.ShouldBe(1);

    [Fact]
    public void Bundles_keep_pictures_as_one_string_and_json_as_json()
    {
        var data = new JsonObject { ["image/png"] = "aGk=", ["application/vnd.plotly.v1+json"] = new JsonObject { ["data"] = new JsonArray() }, ["text/html"] = "<b>\n</b>" };

        var output = Record(new ResultOutput(data, []))[0]!.AsObject();

        output.Select(field => field.Key).ShouldBe(["data", "execution_count", "metadata", "output_type"]);
        output["data"]!["image/png"]!.GetValue<string>().ShouldBe("aGk=");
        output["data"]!["application/vnd.plotly.v1+json"]!.ToJsonString().ShouldBe("""{"data":[]}""");
        output["data"]!["text/html"]!.AsArray().Select(line => (string?)line).ShouldBe(["<b>\n", "</b>"]);
    }

    [Fact]
    public void A_cell_that_prints_without_end_keeps_its_first_part_and_says_so()
    {
        var outputs = Record([.. Enumerable.Repeat<CellOutput>(new StreamOutput("stdout", new string('x', 60)), 100)]);

        outputs.Count.ShouldBe(2);
        ((string?)outputs[0]!["text"]![0])!.Length.ShouldBe(100);
        ((string?)outputs[1]!["text"]![0]).ShouldBe("[The cell printed more than 100 characters; the rest is not kept.]\n");
    }

    [Fact]
    public void An_error_keeps_its_traceback() =>
        Record(new ErrorOutput("E", "why", ["a", "b"]))[0]!.ToJsonString().ShouldBe("""{"ename":"E","evalue":"why","output_type":"error","traceback":["a","b"]}""");

    private static JsonObject Plain(string text) => new() { ["text/plain"] = text };

    private static JsonArray Record(params CellOutput[] outputs)
    {
        var cell = Notebooks.Of(Notebooks.Code("1")).Cells[0];
        var recorder = new OutputRecorder(100);
        recorder.Begin(cell);
        foreach (var output in outputs)
        {
            recorder.Add(output);
        }

        recorder.Flush();
        return cell.Outputs;
    }
}
