using System.Collections;
using Microsoft.DotNet.Interactive.Formatting;

namespace VoiceLake.Notebooks.Formatting;

/// <summary>The first items of a sequence, asked for once however often they are shown: asking may compute, print, or query a server.</summary>
/// <param name="Items">As many as are shown.</param>
/// <param name="More">What is left out, such as <c>(80 more)</c>; null when all is there.</param>
internal sealed record SequenceHead(IReadOnlyList<object?> Items, string? More) : IEnumerable
{
    /// <summary>The head of a sequence that is made while it is read; every other value as it is.</summary>
    public static object? OfLazy(object? value) =>
        value is IEnumerable sequence and not (string or ICollection or SequenceHead) && Scalars.Find(value) is null && CountOf(sequence) is null
        && !ValueFormatter.HasOwnFormatter(value.GetType()) && !DataFrameShape.IsFrame(value)
            ? Of(sequence)
            : value;

    public static SequenceHead Of(IEnumerable sequence)
    {
        if (sequence is SequenceHead head)
        {
            return head;
        }

        var items = new List<object?>();
        string? more = null;
        try
        {
            foreach (var item in sequence)
            {
                if (items.Count == Formatter.ListExpansionLimit)
                {
                    more = CountOf(sequence) is { } count ? FormattableString.Invariant($"({count - items.Count} more)") : "(more)";
                    break;
                }

                items.Add(item);
            }
        }
        catch (Exception e) when (e is not ThreadInterruptedException)
        {
            // What came before is shown; an interrupt of the cell is not the sequence's.
            more = $"(then it threw {TypeNames.Of(e.GetType())}: {Scalars.Message(e)})";
        }

        return new SequenceHead(items, more);
    }

    public IEnumerator GetEnumerator() => Items.GetEnumerator();

    private static int? CountOf(IEnumerable sequence) => sequence switch
    {
        ICollection collection => collection.Count,
        _ => sequence.GetType().GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() is var d && (d == typeof(ICollection<>) || d == typeof(IReadOnlyCollection<>)))
            .Select(i => i.GetProperty("Count")?.GetValue(sequence) as int?).FirstOrDefault(),
    };
}
