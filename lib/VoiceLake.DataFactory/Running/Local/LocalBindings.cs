using System.Text.RegularExpressions;

namespace VoiceLake.DataFactory.Running.Local;

/// <summary>What stands on this machine for what the factory names in Azure.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed partial record LocalBindings
{
    /// <summary>The name of the file among a factory's folders.</summary>
    public const string FileName = "local.json";

    /// <summary>Nothing.</summary>
    public static LocalBindings None { get; } = new();

    /// <summary>
    /// Addresses of lakes, such as <c>https://voicelake.dfs.core.windows.net</c>, and the lake that stands for each here: a folder, its path
    /// relative to <see cref="Folder"/>. Linked services are opened through it, and a notebook's parameter of exactly such an address gets the
    /// lake instead.
    /// </summary>
    public IReadOnlyDictionary<string, string> Lakes { get; init; } = new Dictionary<string, string>();

    /// <summary>Paths of Databricks notebooks, and the notebook that stands for each here: a file, its path relative to <see cref="Folder"/>.</summary>
    public IReadOnlyDictionary<string, string> Notebooks { get; init; } = new Dictionary<string, string>();

    /// <summary>The folder that relative paths start from. Default: the working folder.</summary>
    public string Folder { get; init; } = Environment.CurrentDirectory;

    /// <summary>Reads bindings from a JSON file: <c>{"lakes": {"https://…": "../lake"}, "notebooks": {"/Repos/…": "x.ipynb"}}</c>; relative paths start from its folder.</summary>
    /// <param name="path">The file, or the factory's folder, whose <see cref="FileName"/> is read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FileNotFoundException">The file, or a notebook that it names, is not there.</exception>
    /// <exception cref="FormatException">It is no JSON of this form; the message names the file and the place.</exception>
    public static async Task<LocalBindings> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        path = Directory.Exists(path) ? Path.Combine(path, FileName) : path;
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"'{path}' is not there: write {{\"lakes\": {{\"https://<account>.dfs.core.windows.net\": \"<folder>\"}}, \"notebooks\": {{\"/<notebookPath>\": \"<file>.ipynb\"}}}} into it.", path);
        }

        var bindings = LocalBindingsReader.Parse(await File.ReadAllBytesAsync(path, cancellationToken), path);
        foreach (var (name, file) in bindings.Notebooks.Where(pair => !File.Exists(Path.Combine(bindings.Folder, pair.Value))))
        {
            throw new FileNotFoundException($"'{path}', $.notebooks['{name}']: there is no notebook '{file}' (its path starts from the file's folder): correct it.", file);
        }

        return bindings;
    }

    /// <summary>The same with one more lake, in the place of another for the same address.</summary>
    /// <param name="address">The address in Azure.</param>
    /// <param name="lake">The folder, or an address that <see cref="Lake.DataLake.Open"/> takes.</param>
    public LocalBindings WithLake(string address, string lake)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(address);
        ArgumentException.ThrowIfNullOrWhiteSpace(lake);
        return this with { Lakes = new Dictionary<string, string>(Lakes.Where(pair => !IsSame(pair.Key, address))) { [address] = lake } };
    }

    /// <summary>The same with one more notebook, in the place of another for the same path.</summary>
    /// <param name="notebookPath">The path in Databricks.</param>
    /// <param name="file">The notebook's file.</param>
    public LocalBindings WithNotebook(string notebookPath, string file)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(notebookPath);
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        return this with { Notebooks = new Dictionary<string, string>(Notebooks) { [notebookPath] = file } };
    }

    /// <summary>The lake that stands for an address, its path made full; null where none does. A slash at the end and the case of the host do not count.</summary>
    internal string? FindLake(string address) => Lakes.FirstOrDefault(pair => IsSame(pair.Key, address)).Value is { } lake ? FullPath(lake) : null;

    /// <summary>The file of the notebook that stands for a path; null where none does.</summary>
    internal string? FindNotebook(string notebookPath) => Notebooks.TryGetValue(notebookPath, out var file) ? Path.GetFullPath(file, Path.GetFullPath(Folder)) : null;

    private static bool IsSame(string one, string other) => Normalise(one) == Normalise(other);

    private static string Normalise(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Path).TrimEnd('/') : address;

    private string FullPath(string lake) => Scheme().IsMatch(lake) ? lake : Path.GetFullPath(lake, Path.GetFullPath(Folder));

    // Two letters at least: one is a drive of Windows.
    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]+:")]
    private static partial Regex Scheme();
}
