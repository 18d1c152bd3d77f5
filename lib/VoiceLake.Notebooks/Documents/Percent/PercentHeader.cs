using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace VoiceLake.Notebooks.Documents.Percent;

/// <summary>The line that starts a cell in a percent script: <c>// %% title [markdown] tags=["parameters"]</c>.</summary>
/// <param name="Kind">What the cell holds.</param>
/// <param name="Fields">The cell's metadata, each value as JSON; <c>language</c> for code that is not C#.</param>
internal sealed partial record PercentHeader(CellKind Kind, JsonObject Fields)
{
    /// <summary>The field that names the language of a code cell.</summary>
    public const string Language = "language";

    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether a line starts a cell.</summary>
    public static bool IsHeader(string line) => Start().IsMatch(line);

    /// <summary>Whether a name of metadata can stand in a header.</summary>
    public static bool Holds(string name) => Name().IsMatch(name);

    /// <summary>Reads a header.</summary>
    /// <exception cref="FormatException">A field's value is not JSON.</exception>
    public static PercentHeader Parse(string line)
    {
        var rest = Start().Replace(line, "", 1);
        var kind = CellKind.Code;
        if (KindMark().Match(rest) is { Success: true } mark)
        {
            kind = mark.Groups["kind"].Value switch { "markdown" or "md" => CellKind.Markdown, "raw" => CellKind.Raw, _ => CellKind.Code };
            rest = rest.Remove(mark.Groups["mark"].Index, mark.Groups["mark"].Length);
        }

        var first = Field().Match(rest);
        var title = (first.Success ? rest[..first.Index] : rest).Trim();
        var fields = new JsonObject();
        if (title.Length > 0)
        {
            fields["title"] = title;
        }

        for (var at = first; at.Success; at = Field().Match(rest))
        {
            rest = rest[(at.Index + at.Length)..];
            fields[at.Groups["name"].Value] = Value(at.Groups["name"].Value, ref rest);
        }

        return rest.Trim().Length == 0 ? new(kind, fields) : throw new FormatException($"'{rest.Trim()}' is no field: write name=value, the value as JSON");
    }

    /// <summary>The header's line.</summary>
    public override string ToString()
    {
        var kind = Kind switch { CellKind.Markdown => " [markdown]", CellKind.Raw => " [raw]", _ => "" };
        return $"// %%{kind}{string.Concat(Fields.Select(field => $" {field.Key}={field.Value?.ToJsonString(OneLine) ?? "null"}"))}";
    }

    private static JsonNode? Value(string name, ref string rest)
    {
        var utf8 = Encoding.UTF8.GetBytes(rest);
        try
        {
            var reader = new Utf8JsonReader(utf8, isFinalBlock: true, new JsonReaderState(new() { AllowMultipleValues = true }));
            var value = JsonNode.Parse(ref reader);
            rest = Encoding.UTF8.GetString(utf8.AsSpan((int)reader.BytesConsumed));
            return value;
        }
        catch (JsonException error)
        {
            throw new FormatException($"{name}: the value is not JSON: write it as in tags=[\"parameters\"]", error);
        }
    }

    [GeneratedRegex(@"^//\s*%%+")]
    private static partial Regex Start();

    // A kind stands before the first field: in a field's value brackets are its own.
    [GeneratedRegex(@"^[^=]*?(?<mark>\s\[(?<kind>markdown|md|raw|code)\])(?=\s|$)")]
    private static partial Regex KindMark();

    [GeneratedRegex(@"(?:^|\s)(?<name>[\w.\-]+)=")]
    private static partial Regex Field();

    [GeneratedRegex(@"^[\w.\-]+$")]
    private static partial Regex Name();
}
