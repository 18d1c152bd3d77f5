namespace VoiceLake.DataFactory.Expressions.Evaluation;

/// <summary>How much one evaluation may make, so that a short hostile expression cannot fill the memory.</summary>
internal sealed class Budget
{
    // Far above the 4 MB of a Lookup and the 100,000 items of a ForEach, far below what a laptop has.
    public const int MaxCharacters = 64 * 1024 * 1024;
    public const int MaxItems = 1_000_000;

    private long _characters;
    private long _items;

    /// <summary>Counts text that was or will be made; false when it is too much.</summary>
    public bool TryTakeCharacters(long count) => (_characters += count) <= MaxCharacters;

    /// <summary>Counts items of arrays that will be made; false when it is too much.</summary>
    public bool TryTakeItems(long count) => (_items += count) <= MaxItems;
}
