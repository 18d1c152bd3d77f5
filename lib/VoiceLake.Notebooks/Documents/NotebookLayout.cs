using System.Text;
using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Documents;

/// <summary>How a notebook's file is laid out, so that what is new in it looks like what was there.</summary>
/// <param name="Indentation">One level's.</param>
/// <param name="NewLine">What ends a line; empty where the whole file is one line.</param>
/// <param name="Comma">What stands between two members, the line's end not counted.</param>
/// <param name="Colon">What stands between a name and its value.</param>
/// <param name="Ascii">Whether letters beyond ASCII are written as escapes.</param>
internal sealed record NotebookLayout(string Indentation, string NewLine, string Comma = ",", string Colon = ": ", bool Ascii = false)
{
    /// <summary>What Jupyter writes.</summary>
    public static readonly NotebookLayout Jupyter = new(" ", "\n");

    /// <summary>The layout of a JSON object's text, seen at its first members.</summary>
    public static NotebookLayout Of(ReadOnlySpan<byte> utf8, JsonPlace root)
    {
        var members = root.Members(utf8);
        if (members is not [var first, ..])
        {
            return Jupyter;
        }

        var lead = Encoding.ASCII.GetString(utf8[(root.Start + 1)..first.Start]);
        var feed = lead.LastIndexOf('\n');
        var name = Encoding.ASCII.GetString(utf8[first.Start..first.Value.Start]);
        var comma = members is [_, var second, ..] ? Encoding.ASCII.GetString(utf8[first.Value.End..second.Start]) : Jupyter.Comma;
        return new(
            feed < 0 ? "" : lead[(feed + 1)..],
            feed < 0 ? "" : feed > 0 && lead[feed - 1] == '\r' ? "\r\n" : "\n",
            feed < 0 ? comma : Jupyter.Comma,
            name[(name.LastIndexOf('"') + 1)..],
            IsAscii(utf8));
    }

    /// <summary>The whole text of a document made anew.</summary>
    public string Write(JsonObject json) => NotebookJson.Write(json, this) + NewLine;

    // Python's ensure_ascii: no letter beyond ASCII stands in the file, though some were meant.
    private static bool IsAscii(ReadOnlySpan<byte> utf8)
    {
        if (!System.Text.Ascii.IsValid(utf8))
        {
            return false;
        }

        for (var at = utf8.IndexOf((byte)'\\'); at >= 0 && at + 5 < utf8.Length;)
        {
            if (utf8[at + 1] == 'u' && (!utf8[(at + 2)..(at + 4)].SequenceEqual("00"u8) || utf8[at + 4] >= '8'))
            {
                return true;
            }

            var next = utf8[(at + 2)..].IndexOf((byte)'\\');
            at = next < 0 ? -1 : at + 2 + next;
        }

        return false;
    }
}
