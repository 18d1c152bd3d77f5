namespace VoiceLake.Notebooks.LanguageServices;

/// <summary>What can be written at a place in a cell.</summary>
/// <param name="Start">Where the text that the entries replace begins, in UTF-16 units from the cell's start.</param>
/// <param name="End">Where it ends; equal to <paramref name="Start"/> when nothing is typed yet.</param>
/// <param name="Items">The entries, the likeliest first.</param>
public sealed record CompletionList(int Start, int End, IReadOnlyList<CompletionEntry> Items)
{
    /// <summary>Nothing to offer at a position.</summary>
    public static CompletionList Empty(int position) => new(position, position, []);
}

/// <summary>One text that can be written.</summary>
/// <param name="Text">The text that is inserted.</param>
/// <param name="Kind">What it stands for, in lower case: <c>method</c>, <c>property</c>, <c>class</c>, <c>keyword</c>, <c>local</c>, <c>path</c>, <c>magic</c> and so on.</param>
/// <param name="Signature">One line that describes it; null when the text says all.</param>
public sealed record CompletionEntry(string Text, string Kind, string? Signature);
