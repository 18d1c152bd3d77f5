namespace VoiceLake.Notebooks.Comparing.Sanitising;

/// <summary>Replaces what differs from run to run, such as times, by a word in angle brackets that is always the same.</summary>
public sealed class Sanitiser
{
    private readonly Func<string, ComparisonOptions, string> _apply;

    internal Sanitiser(string name, string description, Func<string, ComparisonOptions, string> apply)
    {
        Name = name;
        Description = description;
        _apply = apply;
    }

    /// <summary>The name by which it is chosen.</summary>
    public string Name { get; }

    /// <summary>What it replaces, in one line.</summary>
    public string Description { get; }

    /// <summary>The text with what it replaces replaced.</summary>
    public string Apply(string text, ComparisonOptions? options = null) => _apply(text, options ?? new());
}
