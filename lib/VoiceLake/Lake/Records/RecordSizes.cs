using System.Collections;

namespace VoiceLake.Lake.Records;

/// <summary>What compiled bindings call: the bytes of values of no fixed size, and lists as arrays.</summary>
internal static class RecordSizes
{
    public static long OfText(string? text) => text?.Length ?? 0;

    public static long OfTexts(IReadOnlyList<string?>? texts) => texts?.Sum(text => 4L + OfText(text)) ?? 0;

    public static long OfBytes(byte[]? bytes) => bytes?.Length ?? 0;

    public static long OfNumbers(IEnumerable? numbers) => 8L * ((numbers as ICollection)?.Count ?? 0);

    public static TElement[]? ToArray<TElement>(IReadOnlyList<TElement>? list) => list as TElement[] ?? list?.ToArray();
}
