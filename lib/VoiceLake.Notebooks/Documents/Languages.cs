namespace VoiceLake.Notebooks.Documents;

/// <summary>The names notebooks use for languages, brought to one spelling.</summary>
internal static class Languages
{
    public const string CSharp = "csharp";

    public const string Markdown = "markdown";

    public const string Raw = "raw";

    /// <summary>The languages that start a cell of a .dib file by <c>#!name</c>, beside those its <c>#!meta</c> block names.</summary>
    public static readonly IReadOnlyList<string> Known =
    [
        CSharp, "fsharp", "pwsh", "html", "http", "javascript", "kql", Markdown, "mermaid", Raw, "sql", "value",
        "c#", "f#", "powershell", "js", "md",
    ];

    /// <summary>The one spelling of a language's name, lower-case.</summary>
    public static string Canonical(string name)
    {
        var lower = name.ToLowerInvariant();
        return lower switch
        {
            "c#" or "cs" => CSharp,
            "f#" or "fs" => "fsharp",
            "powershell" => "pwsh",
            "js" => "javascript",
            "md" => Markdown,
            _ => lower,
        };
    }

    /// <summary>The language of a Jupyter kernelspec: <c>.net-csharp</c> → <c>csharp</c>.</summary>
    public static string OfKernel(string kernelName) =>
        Canonical(kernelName.StartsWith(".net-", StringComparison.OrdinalIgnoreCase) ? kernelName[".net-".Length..] : kernelName);
}
