using System.Text.Encodings.Web;
using System.Text.Json;

namespace VoiceLake.Bronze;

/// <summary>Manifests in the form <c>[{"BaseURL","RelativeURL","FileName"}]</c>: read, checked, and split into pages that a Lookup can read.</summary>
/// <remarks>Notebook: 01-extract-to-bronze</remarks>
public static class Manifest
{
    /// <summary>Items in a page: a Data Factory Lookup returns at most 5,000 rows and silently leaves out the rest.</summary>
    public const int MaxPageItems = 5_000;

    /// <summary>Bytes in a page: a Lookup fails above 4 MB, so the smaller reading of the unit is kept.</summary>
    public const int MaxPageBytes = 4_000_000;

    private const int MistakesShown = 10;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a manifest and checks every item.</summary>
    /// <param name="json">The manifest's text.</param>
    /// <param name="origin">Its file name or URL, for messages and as the listing's source.</param>
    /// <exception cref="SubmissionSourceException">It is not of this form; the message names the origin, each item by its index, and the remedy.</exception>
    public static SubmissionListing Parse(string json, string origin) => Parse(json, origin, forCopying: true);

    /// <param name="json">The manifest's text.</param>
    /// <param name="origin">Its file name or URL.</param>
    /// <param name="forCopying">Whether every item must be to be had over the web; else the logical address of a folder will do.</param>
    internal static SubmissionListing Parse(string json, string origin, bool forCopying)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentException.ThrowIfNullOrWhiteSpace(origin);
        using var document = ParseDocument(json.TrimStart('\uFEFF'), origin);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw new SubmissionSourceException(
                $"'{origin}' holds a JSON {document.RootElement.ValueKind.ToString().ToLowerInvariant()} where an array is wanted: write [{{\"BaseURL\": …, \"RelativeURL\": …, \"FileName\": …}}].");
        }

        var items = new SortedDictionary<string, (SubmissionItem Item, int Index)>(StringComparer.Ordinal);
        var ignored = new List<IgnoredLink>();
        var mistakes = new List<string>();
        var index = 0;
        foreach (var element in document.RootElement.EnumerateArray())
        {
            if (ReadItem(element, index, forCopying, mistakes) is { } item && !items.TryAdd(item.FileName, (item, index)))
            {
                var first = items[item.FileName];
                if (first.Item == item)
                {
                    ignored.Add(new IgnoredLink(item.Url, IgnoredReason.Duplicate));
                }
                else
                {
                    mistakes.Add($"item {index}: FileName '{item.FileName}' is taken by item {first.Index} with another URL: give each file its own name");
                }
            }

            index++;
        }

        return mistakes.Count == 0
            ? new SubmissionListing(origin, [.. items.Values.Select(entry => entry.Item)], ignored)
            : throw new SubmissionSourceException(Describe(origin, mistakes));
    }

    /// <summary>Splits items into pages, each a JSON array in UTF-8 with one item a line.</summary>
    /// <param name="items">The items, in the order to be kept.</param>
    /// <param name="maxItems">Items in a page at most.</param>
    /// <param name="maxBytes">Bytes in a page at most.</param>
    /// <exception cref="SubmissionSourceException">One item alone is longer than a page.</exception>
    public static IEnumerable<ManifestPage> Split(IEnumerable<SubmissionItem> items, int maxItems = MaxPageItems, int maxBytes = MaxPageBytes)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxItems, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, 1);
        return SplitChecked(items, maxItems, maxBytes);
    }

    private static IEnumerable<ManifestPage> SplitChecked(IEnumerable<SubmissionItem> items, int maxItems, int maxBytes)
    {
        using var page = new MemoryStream();
        var count = 0;
        foreach (var item in items)
        {
            var line = JsonSerializer.SerializeToUtf8Bytes(item, Json);
            // Around the lines stand "[\n" and "\n]\n", between them ",\n".
            if (line.Length + 5 > maxBytes)
            {
                throw new SubmissionSourceException($"The manifest item of '{item.FileName}' has {line.Length} bytes, more than a page of {maxBytes} holds: shorten its URL.");
            }

            if (count == maxItems || (count > 0 && page.Length + 2 + line.Length + 3 > maxBytes))
            {
                yield return Close(page, count);
                count = 0;
            }

            page.Write(count == 0 ? "[\n"u8 : ",\n"u8);
            page.Write(line);
            count++;
        }

        if (count > 0)
        {
            yield return Close(page, count);
        }
    }

    private static ManifestPage Close(MemoryStream page, int count)
    {
        page.Write("\n]\n"u8);
        var content = page.ToArray();
        page.SetLength(0);
        return new ManifestPage(content, count);
    }

    private static JsonDocument ParseDocument(string json, string origin)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw new SubmissionSourceException(
                $"'{origin}' is no JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: correct it there, or give the address of an index page or a folder.", e);
        }
    }

    private static SubmissionItem? ReadItem(JsonElement element, int index, bool forCopying, List<string> mistakes)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            mistakes.Add($"item {index}: a JSON {element.ValueKind.ToString().ToLowerInvariant()} where an object is wanted");
            return null;
        }

        var before = mistakes.Count;
        var (baseUrl, relative, name) = (Text("BaseURL"), Text("RelativeURL"), Text("FileName"));
        if (baseUrl is not null && !(Uri.TryCreate(baseUrl, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https" || (uri.Scheme == "folder" && !forCopying))))
        {
            mistakes.Add($"item {index}: BaseURL '{baseUrl}' is not absolute with http or https"
                + (baseUrl.StartsWith("folder:", StringComparison.Ordinal) ? ": it is the logical address of a folder, so open that folder itself as the source" : ""));
        }

        if (relative is not null && Uri.TryCreate(relative, UriKind.Absolute, out var absolute) && absolute.Scheme != "file")
        {
            mistakes.Add($"item {index}: RelativeURL '{relative}' is absolute: put its host and folder into BaseURL");
        }

        if (name is not null && !(ArchiveName.IsPlain(name) && ArchiveName.IsArchive(name)))
        {
            mistakes.Add($"item {index}: FileName '{name}' is not the plain name of an archive ({string.Join(", ", ArchiveName.Extensions)})");
        }

        if (mistakes.Count > before)
        {
            return null;
        }

        var item = new SubmissionItem(baseUrl!, relative!, name!);
        if (Uri.TryCreate(item.Url, UriKind.Absolute, out _))
        {
            return item;
        }

        mistakes.Add($"item {index}: '{item.Url}' is no URL");
        return null;

        string? Text(string property)
        {
            try
            {
                return Read(property);
            }
            catch (InvalidOperationException)
            {
                // What System.Text.Json throws for text that is no valid UTF-16.
                mistakes.Add($"item {index}: beside or in '{property}' stands half a character (an escape \\ud800 to \\udfff without its other half)");
                return null;
            }
        }

        string? Read(string property)
        {
            var found = element.TryGetProperty(property, out var value);
            if (found && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
            {
                return text;
            }

            var near = element.EnumerateObject().Select(other => other.Name).FirstOrDefault(other => other.Equals(property, StringComparison.OrdinalIgnoreCase) && !found);
            mistakes.Add($"item {index}: " + (found ? $"'{property}' is not a text with content" : near is null ? $"no '{property}'" : $"no '{property}', but '{near}': write the name exactly"));
            return null;
        }
    }

    private static string Describe(string origin, List<string> mistakes) =>
        $"'{origin}' has {mistakes.Count} mistake{(mistakes.Count == 1 ? "" : "s")}: {string.Join("; ", mistakes.Take(MistakesShown))}"
        + (mistakes.Count > MistakesShown ? $"; and {mistakes.Count - MistakesShown} more" : "") + ". Correct them and run again.";
}

/// <summary>One page of a manifest.</summary>
/// <param name="Content">A JSON array in UTF-8 without byte order mark.</param>
/// <param name="Items">How many items it holds.</param>
public sealed record ManifestPage(ReadOnlyMemory<byte> Content, int Items);
