using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Samples;

/// <summary>What the cells of a notebook showed, in lines that can be read and compared; what changes from run to run is named instead.</summary>
internal sealed partial class Transcript(string folder)
{
    private const int LongestContent = 3000;
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, int> _displays = [];
    private int _cells;

    public void Add(CellRecord cell)
    {
        _text.Append('[').Append(++_cells).Append("]\n");
        for (var i = 0; i < cell.Outputs.Count; i++)
        {
            switch (cell.Outputs[i])
            {
                case StreamOutput stream:
                    var same = cell.Outputs.Skip(i).TakeWhile(o => o is StreamOutput s && s.Name == stream.Name).Cast<StreamOutput>().ToList();
                    Add(stream.Name, string.Concat(same.Select(s => s.Text)));
                    i += same.Count - 1;
                    break;
                case DisplayOutput display:
                    AddBundle($"{(display.IsUpdate ? "update" : "display")}{NumberOf(display.DisplayId)}", display.Data);
                    break;
                case ResultOutput result:
                    AddBundle("result", result.Data);
                    break;
                case ErrorOutput error:
                    Add("error", $"{error.Name}: {error.Value}");
                    Add("trace", string.Join('\n', error.Traceback));
                    break;
                case ClearOutput clear:
                    Add("clear", clear.Wait ? "when the next output comes" : "now");
                    break;
            }
        }
    }

    public override string ToString() => _text.ToString();

    private void AddBundle(string kind, JsonObject data)
    {
        foreach (var (mime, content) in data)
        {
            var text = content is JsonValue value && value.TryGetValue<string>(out var plain) ? plain : content?.ToJsonString() ?? "null";
            Add($"{kind} {mime}", text.Length > LongestContent ? text[..60] + "…" : text);
        }
    }

    private void Add(string kind, string text)
    {
        var lines = text.Replace(folder, "<folder>", StringComparison.Ordinal).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        foreach (var line in lines)
        {
            _text.Append("  ").Append(kind).Append(": ").Append(Time().Replace(Identifier().Replace(line, "<id>"), "<time>")).Append('\n');
        }
    }

    private string NumberOf(string? displayId)
    {
        if (displayId is null)
        {
            return "";
        }

        _displays.TryAdd(displayId, _displays.Count + 1);
        return FormattableString.Invariant($" {_displays[displayId]}");
    }

    [GeneratedRegex(@"\d+(\.\d+)? ms\b")]
    private static partial Regex Time();

    [GeneratedRegex(@"[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Identifier();
}
