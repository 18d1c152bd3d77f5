using System.Text.Encodings.Web;
using System.Text.Json;

namespace VoiceLake.Silver.Casting;

/// <summary>One line of a README (or one member of a <c>profile.json</c>) under its canonical key.</summary>
/// <param name="Key">The canonical key, such as <c>gender</c>; null where the key is not known.</param>
/// <param name="Written">The key as it was written; empty for a line without one.</param>
/// <param name="Text">The value as it was written, without the line end.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Corrected">Whether the key was misspelt in a way the table does not list.</param>
public sealed record ReadmeField(string? Key, string Written, string Text, int Line, bool Corrected = false);

/// <summary>What a submission says about itself, in the order it says it, in either dialect of README.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="Fields">Every line but blank ones and headings.</param>
public sealed record ReadmeFields(IReadOnlyList<ReadmeField> Fields)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] LineEnds = ["\r\n", "\n", "\r", "\u0085", "\u2028"];

    /// <summary>Nothing was said.</summary>
    public static ReadmeFields Empty { get; } = new([]);

    /// <summary>Reads the text of a README; any text is one.</summary>
    public static ReadmeFields Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var fields = new List<ReadmeField>();
        var lines = text.Split(LineEnds, StringSplitOptions.None);
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index];
            var colon = line.AsSpan().IndexOfAny(':', '：');
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var written = colon < 0 ? "" : line[..colon].Trim();
            var (key, corrected) = ReadmeKey.Find(written.Length == 0 ? line : written);
            if (key == ReadmeKey.Heading)
            {
                continue;
            }

            fields.Add(colon < 0
                ? new ReadmeField(null, "", line.Trim(), index + 1)
                : new ReadmeField(key, written, line[(colon + 1)..], index + 1, corrected));
        }

        return new ReadmeFields(fields);
    }

    /// <summary>Reads the <c>profile.json</c> of the JavaScript application.</summary>
    /// <exception cref="JsonException">The text is no JSON object.</exception>
    public static ReadmeFields ParseProfile(string json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException($"a profile is an object, this is {document.RootElement.ValueKind}");
        }

        try
        {
            return new ReadmeFields([.. document.RootElement.EnumerateObject().Select((member, index) =>
            {
                var (key, corrected) = ReadmeKey.Find(member.Name.Replace('_', ' '));
                return new ReadmeField(key, member.Name, member.Value.ToString(), index + 1, corrected);
            })]);
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException("a name or a text of the profile holds half a character (an escape \\ud800 to \\udfff without its other half)", error);
        }
    }

    /// <summary>Every value written under a canonical key, in order.</summary>
    public IEnumerable<ReadmeField> Under(string key) => Fields.Where(field => field.Key == key);

    /// <summary>These fields, then those of <paramref name="others"/>.</summary>
    public ReadmeFields With(ReadmeFields others) => new([.. Fields, .. others.Fields]);

    /// <summary>What no column holds, as a JSON object of the written keys (a list where one occurs again, lines without a key under ""); null where there is nothing.</summary>
    public string? ExtraJson()
    {
        var extra = Fields.Where(field => field.Key is null).GroupBy(field => field.Written, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (object)(group.Count() == 1 ? group.Single().Text.Trim() : group.Select(field => field.Text.Trim()).ToArray()));
        return extra.Count == 0 ? null : JsonSerializer.Serialize(extra, Readable);
    }
}
