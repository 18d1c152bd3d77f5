using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Documents;

/// <summary>The bytes a notebook was read from: what is written later takes every value that has not changed from them, spaces and escapes too.</summary>
internal sealed class JsonOriginal
{
    private readonly byte[] _utf8;
    private readonly JsonPlace _root;

    /// <summary>Keeps a text that is known to be a JSON object; <paramref name="mark"/> says whether a byte order mark stood before it.</summary>
    public JsonOriginal(byte[] utf8, bool mark)
    {
        _utf8 = utf8;
        HasMark = mark;
        _root = JsonPlace.Parse(utf8);
        Layout = NotebookLayout.Of(utf8, _root);
    }

    /// <summary>Whether the file began with a byte order mark.</summary>
    public bool HasMark { get; }

    /// <summary>How what is new is laid out.</summary>
    public NotebookLayout Layout { get; }

    /// <summary>The document's text as UTF-8, without byte order mark.</summary>
    public byte[] Write(JsonObject json)
    {
        var target = new MemoryStream(_utf8.Length + 1024);
        Copy(target, 0, _root.Start);
        Write(target, json, _root, 0);
        Copy(target, _root.End, _utf8.Length);
        return target.ToArray();
    }

    private void Write(MemoryStream target, JsonNode? node, JsonPlace place, int depth)
    {
        var members = place.Members is null ? null
            : node is JsonObject fields && place.IsObject ? [.. fields.Select(field => (field.Key, field.Value))]
            : node is JsonArray items && !place.IsObject ? [.. Items(items)]
            : (List<(string Key, JsonNode? Value)>?)null;
        if (members is { Count: > 0 } && place.Members!.Count > 0)
        {
            WriteMembers(target, members, place, depth);
        }
        else if (members is { Count: 0 } && place.Members!.Count == 0)
        {
            Copy(target, place.Start, place.End);
        }
        else if (members is null && place.Members is null && IsSame(node, place))
        {
            Copy(target, place.Start, place.End);
        }
        else
        {
            Put(target, NotebookJson.Write(node, Layout, depth));
        }
    }

    private void WriteMembers(MemoryStream target, List<(string Key, JsonNode? Value)> members, JsonPlace place, int depth)
    {
        var was = Keys(place.Members!, place.IsObject ? member => member.Key : KeyOf)
            .Select((key, index) => (key, member: place.Members![index], index))
            .ToDictionary(item => item.key, item => (item.member, item.index), StringComparer.Ordinal);
        var lead = Text(place.Start + 1, place.Members![0].Start);
        var between = place.Members.Count > 1 ? Text(place.Members[0].Value.End, place.Members[1].Start) : Layout.Comma + lead;
        target.WriteByte(_utf8[place.Start]);
        var before = -1;
        for (var index = 0; index < members.Count; index++)
        {
            var (key, value) = members[index];
            var known = was.TryGetValue(key, out var found);
            if (index == 0)
            {
                Put(target, lead);
            }
            else if (known && before >= 0 && found.index == before + 1)
            {
                Copy(target, place.Members[before].Value.End, found.member.Start);
            }
            else
            {
                Put(target, between);
            }

            if (known)
            {
                Copy(target, found.member.Start, found.member.Value.Start);
                Write(target, value, found.member.Value, depth + 1);
            }
            else
            {
                Put(target, (place.IsObject ? NotebookJson.Quote(key, Layout) + Layout.Colon : "") + NotebookJson.Write(value, Layout, depth + 1));
            }

            before = known ? found.index : -1;
        }

        Copy(target, place.Members[^1].Value.End, place.End);
    }

    // Cells keep their place by their id, other items by their index: a cell put in leaves those behind it alone.
    private static IEnumerable<(string, JsonNode?)> Items(JsonArray items) => Keys(items, KeyOf).Zip(items);

    private static IEnumerable<string> Keys<T>(IEnumerable<T> items, Func<T, string?> keyOf)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (item, index) in items.Select((item, index) => (item, index)))
        {
            var place = index.ToString(CultureInfo.InvariantCulture);
            yield return keyOf(item) is { } key && taken.Add(key) ? key : place;
        }
    }

    private static string? KeyOf(JsonNode? item) =>
        item is JsonObject cell && cell["cell_type"] is not null && cell["id"] is JsonValue id && MultilineText.TryGetString(id, out var text) ? "id " + text : null;

    private string? KeyOf(JsonMember item)
    {
        var fields = item.Value.IsObject ? item.Value.Members! : [];
        var id = fields.Any(field => field.Key == "cell_type") ? fields.FirstOrDefault(field => field.Key == "id") : null;
        return id is not null && StringAt(id.Value) is { } text ? "id " + text : null;
    }

    private bool IsSame(JsonNode? node, JsonPlace place)
    {
        var raw = _utf8.AsSpan(place.Start, place.End - place.Start);
        return node switch
        {
            null => raw.SequenceEqual("null"u8),
            JsonValue value when value.TryGetValue<JsonElement>(out var element) => JsonMarshal.GetRawUtf8Value(element).SequenceEqual(raw),
            JsonValue value when MultilineText.TryGetString(value, out var text) => StringAt(place) == text,
            _ => Encoding.UTF8.GetBytes(node.ToJsonString()).AsSpan().SequenceEqual(raw),
        };
    }

    private string? StringAt(JsonPlace place)
    {
        var raw = _utf8.AsSpan(place.Start, place.End - place.Start);
        var reader = new Utf8JsonReader(raw);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate: no string of .NET is the same.
            return null;
        }
    }

    private string Text(int start, int end) => Encoding.UTF8.GetString(_utf8, start, end - start);

    private void Copy(MemoryStream target, int start, int end) => target.Write(_utf8, start, end - start);

    private static void Put(MemoryStream target, string text) => target.Write(Encoding.UTF8.GetBytes(text));
}
