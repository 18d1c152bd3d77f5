namespace VoiceLake.DataFactory.Running.Local;

/// <summary>What stands on this machine for what the factory names in Azure.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record LocalBindings
{
    /// <summary>Nothing.</summary>
    public static LocalBindings None { get; } = new();

    /// <summary>
    /// Addresses of lakes, such as <c>https://voicelake.dfs.core.windows.net</c>, and the lake that stands for each here: a folder. Linked
    /// services are opened through it, and a notebook's parameter of exactly such an address gets the lake instead.
    /// </summary>
    public IReadOnlyDictionary<string, string> Lakes { get; init; } = new Dictionary<string, string>();

    /// <summary>Paths of Databricks notebooks, and the notebook that stands for each here: a file, its path relative to <see cref="Folder"/>.</summary>
    public IReadOnlyDictionary<string, string> Notebooks { get; init; } = new Dictionary<string, string>();

    /// <summary>The folder that relative paths start from. Default: the working folder.</summary>
    public string Folder { get; init; } = Environment.CurrentDirectory;
}
