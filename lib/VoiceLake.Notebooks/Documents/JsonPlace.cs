using System.Globalization;
using System.Text.Json;

namespace VoiceLake.Notebooks.Documents;

/// <summary>Where a value stands in a JSON text, and where its members stand in it.</summary>
/// <param name="Start">The first byte.</param>
/// <param name="End">The byte behind the last.</param>
/// <param name="Members">The members of an object or the items of an array in order, <c>null</c> for a scalar.</param>
/// <param name="IsObject">Whether the members have names.</param>
internal sealed record JsonPlace(int Start, int End, IReadOnlyList<JsonMember>? Members = null, bool IsObject = false)
{
    /// <summary>How deep a notebook may be nested.</summary>
    public const int MaxDepth = 256;

    /// <summary>Reads a text that is known to be JSON.</summary>
    public static JsonPlace Parse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        return Value(ref reader);
    }

    private static JsonPlace Value(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return new(start, (int)reader.BytesConsumed);
        }

        var isObject = reader.TokenType == JsonTokenType.StartObject;
        var members = new List<JsonMember>();
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            var at = (int)reader.TokenStartIndex;
            var key = isObject ? reader.GetString()! : members.Count.ToString(CultureInfo.InvariantCulture);
            if (isObject)
            {
                reader.Read();
            }

            members.Add(new(key, at, Value(ref reader)));
        }

        return new(start, (int)reader.BytesConsumed, members, isObject);
    }
}

/// <summary>A member of an object, or an item of an array.</summary>
/// <param name="Key">The name, or the index from 0.</param>
/// <param name="Start">The first byte: of the name's quotation mark, or of the item.</param>
/// <param name="Value">The value's place.</param>
internal sealed record JsonMember(string Key, int Start, JsonPlace Value);
