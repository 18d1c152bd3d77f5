using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace VoiceLake.Notebooks.LanguageServices.Hover;

/// <summary>The documentation of one symbol, section by section, as plain text or as Markdown.</summary>
internal sealed partial class SymbolDocumentation(XElement member)
{
    public string? Summary(bool markdown) => Text(member.Element("summary"), markdown);

    public string? Returns(bool markdown) => Text(member.Element("returns") ?? member.Element("value"), markdown);

    public string? Remarks(bool markdown) => Text(member.Element("remarks"), markdown);

    public string? Parameter(string name, bool markdown) =>
        Text(member.Elements("param").Concat(member.Elements("typeparam")).FirstOrDefault(p => (string?)p.Attribute("name") == name), markdown);

    /// <summary>What it throws: the exception's name and when.</summary>
    public IEnumerable<(string Type, string? When)> Exceptions(bool markdown) =>
        member.Elements("exception").Select(e => (ShortName((string?)e.Attribute("cref") ?? ""), Text(e, markdown)));

    private static string? Text(XElement? element, bool markdown)
    {
        if (element is null)
        {
            return null;
        }

        var text = new StringBuilder();
        Append(text, element, markdown);
        var lines = Spaces().Replace(text.ToString(), " ").Split('\u2029').Select(line => line.Trim(' ')).ToList();
        var joined = Breaks().Replace(string.Join('\n', lines), "\n\n").Trim();
        return joined.Length == 0 ? null : joined.Replace('\u2028', '\n').Replace('\u00A0', ' ');
    }

    // White space folds as in HTML; line ends that count are marked by separators (2029 a new line, 2028 and 00A0 within code) until it has.
    private static void Append(StringBuilder text, XElement element, bool markdown)
    {
        foreach (var node in element.Nodes())
        {
            switch (node)
            {
                case XText plain:
                    text.Append(markdown ? Escape(plain.Value) : plain.Value);
                    break;
                case XElement { Name.LocalName: "see" or "seealso" } see:
                    Code(text, see.IsEmpty || see.Value.Length == 0 ? (string?)see.Attribute("langword") ?? ((string?)see.Attribute("cref") is { } cref ? ShortName(cref) : (string?)see.Attribute("href") ?? "") : see.Value, markdown);
                    break;
                case XElement { Name.LocalName: "paramref" or "typeparamref" } reference:
                    Code(text, (string?)reference.Attribute("name") ?? "", markdown);
                    break;
                case XElement { Name.LocalName: "c" } code:
                    Code(text, code.Value, markdown);
                    break;
                case XElement { Name.LocalName: "code" } block:
                    var lines = block.Value.Trim('\r', '\n').Replace("\r", "", StringComparison.Ordinal).Replace('\n', '\u2028').Replace(' ', '\u00A0');
                    text.Append(markdown ? $"\u2029\u2029```csharp\u2028{lines}\u2028```\u2029\u2029" : $"\u2029\u2029{lines}\u2029\u2029");
                    break;
                case XElement { Name.LocalName: "para" or "br" } paragraph:
                    text.Append("\u2029\u2029");
                    Append(text, paragraph, markdown);
                    text.Append("\u2029\u2029");
                    break;
                case XElement { Name.LocalName: "item" } item:
                    text.Append("\u2029- ");
                    Append(text, item, markdown);
                    text.Append('\u2029');
                    break;
                case XElement other:
                    Append(text, other, markdown);
                    break;
            }
        }
    }

    private static void Code(StringBuilder text, string code, bool markdown) => text.Append(markdown ? SafeMarkdown.Code(code) : code);

    private static string Escape(string text) => SafeMarkdown.Escape(text);

    /// <summary>The name without its namespace: <c>String.Empty</c> of <c>F:System.String.Empty</c>.</summary>
    private static string ShortName(string cref)
    {
        var name = cref.Length > 2 && cref[1] == ':' ? cref[2..] : cref;
        var open = name.IndexOf('(', StringComparison.Ordinal);
        var parts = Arity().Replace(open < 0 ? name : name[..open], "").Split('.');
        var kept = cref.StartsWith("T:", StringComparison.Ordinal) || parts.Length == 1 || cref.StartsWith("N:", StringComparison.Ordinal) ? parts[^1] : $"{parts[^2]}.{parts[^1]}";
        return cref.StartsWith("N:", StringComparison.Ordinal) ? name : kept;
    }

    [GeneratedRegex(@"[ \t\r\n]+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\n{2,}")]
    private static partial Regex Breaks();

    [GeneratedRegex(@"`+\d+")]
    private static partial Regex Arity();
}
