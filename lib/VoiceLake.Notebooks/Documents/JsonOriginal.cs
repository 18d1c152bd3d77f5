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
        _root = JsonPlace.Of(utf8);
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
        var isEmpty = (node is JsonObject { Count: 0 } && place.IsObject) || (node is JsonArray { Count: 0 } && place.IsArray);
        if ((node is JsonObject && place.IsObject) || (node is JsonArray && place.IsArray))
        {
            var members = place.Members(_utf8);
            if (members.Count > 0 && !isEmpty)
            {
                WriteMembers(target, node, place, members, depth);
                return;
            }

            if (members.Count == 0 && isEmpty)
            {
                Copy(target, place.Start, place.End);
                return;
            }
        }
        else if (node is not (JsonObject or JsonArray) && !place.IsObject && !place.IsArray && IsSame(node, place))
        {
            Copy(target, place.Start, place.End);
            return;
        }

        Put(target, NotebookJson.Write(node, Layout, depth));
    }

    private void WriteMembers(MemoryStream target, JsonNode node, JsonPlace place, List<JsonMember> was, int depth)
    {
        var now = node is JsonObject fields ? [.. fields.Select(field => (Name: (string?)field.Key, field.Value))] : node.AsArray().Select(item => (Name: KeyOf(item), Value: item)).ToList();
        target.WriteByte(_utf8[place.Start]);
        if (now.Count == was.Count && now.Zip(was).All(pair => pair.First.Name == KeyOf(pair.Second)))
        {
            for (var index = 0; index < now.Count; index++)
            {
                Copy(target, index == 0 ? place.Start + 1 : was[index - 1].Value.End, was[index].Value.Start);
                Write(target, now[index].Value, was[index].Value, depth + 1);
            }
        }
        else
        {
            WriteMoved(target, now, place, was, depth);
        }

        Copy(target, was[^1].Value.End, place.End);
    }

    // Members were put in or taken out: those that stayed keep their bytes, and their distance where their neighbour stayed too.
    private void WriteMoved(MemoryStream target, List<(string? Name, JsonNode? Value)> now, JsonPlace place, List<JsonMember> was, int depth)
    {
        var places = Keys(was.Select(KeyOf)).Select((key, index) => (key, index)).ToDictionary(item => item.key, item => item.index, StringComparer.Ordinal);
        var lead = Text(place.Start + 1, was[0].Start);
        var between = was.Count > 1 ? Text(was[0].Value.End, was[1].Start) : Layout.Comma + lead;
        var before = -1;
        foreach (var ((name, value), key, index) in now.Zip(Keys(now.Select(member => member.Name)), Enumerable.Range(0, now.Count)))
        {
            var old = places.TryGetValue(key, out var found) ? found : -1;
            var gap = index == 0 ? lead : old > 0 && before == old - 1 ? Text(was[before].Value.End, was[old].Start) : between;
            Put(target, gap);
            if (old >= 0)
            {
                Copy(target, was[old].Start, was[old].Value.Start);
                Write(target, value, was[old].Value, depth + 1);
            }
            else
            {
                Put(target, (place.IsObject ? NotebookJson.Quote(name!, Layout) + Layout.Colon : "") + NotebookJson.Write(value, Layout, depth + 1));
            }

            before = old >= 0 ? old : -2;
        }
    }

    // Cells keep their place by their id, other items by their index: a cell put in leaves those behind it alone.
    private static IEnumerable<string> Keys(IEnumerable<string?> names)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return names.Select((name, index) => name is not null && taken.Add(name) ? "name " + name : index.ToString(CultureInfo.InvariantCulture));
    }

    private static string? KeyOf(JsonNode? item) =>
        item is JsonObject cell && cell["cell_type"] is not null && cell["id"] is JsonValue id && MultilineText.TryGetString(id, out var text) ? text : null;

    private string? KeyOf(JsonMember member)
    {
        if (member.Name is not null || !member.Value.IsObject)
        {
            return member.Name;
        }

        var fields = member.Value.Members(_utf8);
        var id = fields.FindIndex(field => field.Name == "id");
        return id >= 0 && fields.Any(field => field.Name == "cell_type" && field.Value.Token != JsonTokenType.Null) ? StringAt(fields[id].Value) : null;
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
