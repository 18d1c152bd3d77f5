using System.Text.Json;

namespace VoiceLake.Notebooks.Documents;

/// <summary>Where a value stands in a JSON text.</summary>
/// <param name="Start">The first byte.</param>
/// <param name="End">The byte behind the last.</param>
/// <param name="Token">The first token: a scalar's, or the start of an object or array.</param>
internal readonly record struct JsonPlace(int Start, int End, JsonTokenType Token)
{
    /// <summary>How deep a notebook may be nested.</summary>
    public const int MaxDepth = 256;

    public bool IsObject => Token == JsonTokenType.StartObject;

    public bool IsArray => Token == JsonTokenType.StartArray;

    /// <summary>The place of a whole text, which is known to be JSON.</summary>
    public static JsonPlace Of(ReadOnlySpan<byte> utf8)
    {
        var reader = Reader(utf8);
        reader.Read();
        return Next(ref reader, 0);
    }

    /// <summary>The members of an object or the items of an array in order; none for a scalar.</summary>
    /// <remarks>They are read from the text each time: kept, they would take many times its memory.</remarks>
    public List<JsonMember> Members(ReadOnlySpan<byte> utf8)
    {
        var members = new List<JsonMember>();
        var reader = Reader(utf8[Start..End]);
        reader.Read();
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            var at = Start + (int)reader.TokenStartIndex;
            var key = IsObject ? reader.GetString() : null;
            if (IsObject)
            {
                reader.Read();
            }

            members.Add(new(key, at, Next(ref reader, Start)));
        }

        return members;
    }

    private static JsonPlace Next(ref Utf8JsonReader reader, int offset)
    {
        var (start, token) = (offset + (int)reader.TokenStartIndex, reader.TokenType);
        reader.Skip();
        return new(start, offset + (int)reader.BytesConsumed, token);
    }

    private static Utf8JsonReader Reader(ReadOnlySpan<byte> utf8) => new(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
}

/// <summary>A member of an object, or an item of an array.</summary>
/// <param name="Name">The member's name, <c>null</c> for an item.</param>
/// <param name="Start">The first byte: of the name's quotation mark, or of the item.</param>
/// <param name="Value">The value's place.</param>
internal readonly record struct JsonMember(string? Name, int Start, JsonPlace Value);
