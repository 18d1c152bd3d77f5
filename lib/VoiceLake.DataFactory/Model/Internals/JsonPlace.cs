namespace VoiceLake.DataFactory.Model;

/// <summary>Where a value stands: a file, or the name of what was built in C#, and a JSON path in it.</summary>
internal sealed record JsonPlace(string File, string Path = "$")
{
    public JsonPlace Child(string name) =>
        this with { Path = name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') ? $"{Path}.{name}" : $"{Path}['{name}']" };

    public JsonPlace Item(int index) => this with { Path = $"{Path}[{index}]" };

    public FactoryModelException Error(string problem, Exception? inner = null) => new(File, Path, problem, inner);
}
