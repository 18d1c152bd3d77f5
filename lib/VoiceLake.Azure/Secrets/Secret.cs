namespace VoiceLake.Azure.Secrets;

/// <summary>A secret that shows its value only where it is asked for by <see cref="Reveal"/>.</summary>
/// <remarks>Notebook: 00-setup</remarks>
/// <param name="name">Its name, as the source knows it.</param>
/// <param name="value">What must not be seen.</param>
/// <param name="source">Where it came from, in words.</param>
public sealed class Secret(string name, string value, string source)
{
    private readonly string _value = value;

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Where it came from, in words.</summary>
    public string Source { get; } = source;

    /// <summary>The value: hand it on, and never write it.</summary>
    public string Reveal() => _value;

    /// <summary>Name and source, never the value.</summary>
    public override string ToString() => $"{Name} (hidden, from {Source})";
}
