using System.Text;
using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Notebooks.Hosting;

namespace VoiceLake.Notebooks.Running;

/// <summary>Turns what the cells of one notebook emit into nbformat outputs; updates of a display change it wherever it stands.</summary>
internal sealed class OutputRecorder(int streamLimit)
{
    private readonly Dictionary<string, List<JsonObject>> _displays = new(StringComparer.Ordinal);
    private readonly StringBuilder _text = new();
    private NotebookCell? _cell;
    private JsonObject? _stream;
    private int _streamed;
    private bool _clearBeforeNext;

    /// <summary>Empties a cell's outputs; what follows goes there.</summary>
    public void Begin(NotebookCell cell)
    {
        cell.Outputs = [];
        _cell = cell;
        _stream = null;
        _streamed = 0;
        _clearBeforeNext = false;
    }

    /// <summary>Adds one output.</summary>
    public void Add(CellOutput output)
    {
        if (_clearBeforeNext && output is not (ClearOutput or DisplayOutput { IsUpdate: true }))
        {
            Clear();
        }

        switch (output)
        {
            case StreamOutput stream:
                AddStream(stream);
                break;
            case DisplayOutput { IsUpdate: true, DisplayId: { } id } update when _displays.TryGetValue(id, out var shown):
                shown.ForEach(one => Fill(one, update.Data, update.Metadata));
                break;
            case DisplayOutput display:
                var added = Append(Bundle("display_data", display.Data, display.Metadata));
                if (display.DisplayId is { } newId)
                {
                    (_displays.TryGetValue(newId, out var same) ? same : _displays[newId] = []).Add(added);
                }

                break;
            case ResultOutput result:
                Append(Result(result));
                break;
            case ErrorOutput error:
                Append(new()
                {
                    ["ename"] = error.Name,
                    ["evalue"] = error.Value,
                    ["output_type"] = "error",
                    ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]),
                });
                break;
            case ClearOutput { Wait: true }:
                _clearBeforeNext = true;
                break;
            case ClearOutput:
                Clear();
                break;
            default:
                throw new ArgumentException($"An output of the unknown kind {output.GetType().Name}.", nameof(output));
        }
    }

    /// <summary>Ends the text that is being collected; outputs are whole after it.</summary>
    public void Flush()
    {
        if (_stream is not null)
        {
            _stream["text"] = MultilineText.Split(_text.ToString());
            _stream = null;
        }

        _text.Clear();
    }

    private void Clear()
    {
        Flush();
        _cell!.Outputs.Clear();
        _clearBeforeNext = false;
    }

    private void AddStream(StreamOutput stream)
    {
        if (_streamed >= streamLimit || stream.Text.Length == 0)
        {
            return;
        }

        if (_stream is null || (string?)_stream["name"] != stream.Name)
        {
            _stream = Append(new() { ["name"] = stream.Name, ["output_type"] = "stream", ["text"] = new JsonArray() });
        }

        var room = Math.Min(stream.Text.Length, streamLimit - _streamed);
        _text.Append(stream.Text, 0, room);
        _streamed += stream.Text.Length;
        if (_streamed > streamLimit)
        {
            Append(new()
            {
                ["name"] = "stderr",
                ["output_type"] = "stream",
                ["text"] = MultilineText.Split($"[The cell printed more than {streamLimit} characters; the rest is not kept.]\n"),
            });
        }
    }

    private JsonObject Append(JsonObject output)
    {
        Flush();
        _cell!.Outputs.Add((JsonNode)output);
        return output;
    }

    private JsonObject Result(ResultOutput result)
    {
        var output = Bundle("execute_result", result.Data, result.Metadata);
        output.Insert(output.IndexOf("metadata"), "execution_count", _cell!.ExecutionCount);
        return output;
    }

    private static JsonObject Bundle(string type, JsonObject data, JsonObject metadata)
    {
        var output = new JsonObject { ["data"] = null, ["metadata"] = null, ["output_type"] = type };
        Fill(output, data, metadata);
        return output;
    }

    private static void Fill(JsonObject output, JsonObject data, JsonObject metadata)
    {
        output["data"] = new JsonObject(data.Select(part => KeyValuePair.Create(part.Key, Content(part.Key, part.Value))));
        output["metadata"] = metadata.DeepClone();
    }

    // As Jupyter: text as a list of lines, pictures as one string of base64, JSON as JSON.
    private static JsonNode? Content(string mime, JsonNode? value) =>
        value is JsonValue text && text.TryGetValue<string>(out var content) && (mime.StartsWith("text/", StringComparison.Ordinal) || mime == "image/svg+xml")
            ? MultilineText.Split(content)
            : value?.DeepClone();
}
