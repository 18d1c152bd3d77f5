namespace VoiceLake.Lake;

/// <summary>The address of one object in a lake: a container and a name with forward slashes, such as <c>bronze</c> and <c>submissions/x.tgz</c>.</summary>
/// <remarks>Notebook: 00-setup</remarks>
/// <param name="Container">One of the lake's containers: bronze, silver, gold or miscellaneous.</param>
/// <param name="Name">The object's name inside the container; never starts with a slash and never holds <c>.</c> or <c>..</c> as a part.</param>
public readonly record struct LakePath(string Container, string Name)
{
    /// <summary>Reads <c>container/name</c>.</summary>
    /// <exception cref="FormatException">The text has no container, or a part that would leave it.</exception>
    public static LakePath Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var (container, name) = text.IndexOf('/') is var slash and > 0 ? (text[..slash], text[(slash + 1)..]) : (text, "");
        if (text[0] == '/' || name.Split('/').Any(part => part is "." or "..") || name.Contains('\\'))
        {
            throw new FormatException($"'{text}' is no lake path: write container/name, such as bronze/submissions/x.tgz.");
        }

        return new LakePath(container, name);
    }

    /// <summary>The path of <paramref name="child"/> below this one.</summary>
    public LakePath Child(string child) => Parse(Name.Length == 0 ? $"{Container}/{child}" : $"{Container}/{Name.TrimEnd('/')}/{child}");

    /// <inheritdoc/>
    public override string ToString() => $"{Container}/{Name}";
}
