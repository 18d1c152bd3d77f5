using System.Text;

namespace VoiceLake.DataFactory.Model;

/// <summary>A factory in Data Factory's Git layout: a folder a kind, a file a resource.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
/// <param name="Resources">The resources, in the order in which they can be created: by kind, then by name.</param>
public sealed record FactoryFolder(IReadOnlyList<FactoryResource> Resources)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The factory itself, if it has a file.</summary>
    public Factory? Factory => Resources.OfType<Factory>().FirstOrDefault();

    /// <summary>The linked services.</summary>
    public IEnumerable<LinkedService> LinkedServices => Resources.OfType<LinkedService>();

    /// <summary>The datasets.</summary>
    public IEnumerable<Dataset> Datasets => Resources.OfType<Dataset>();

    /// <summary>The pipelines.</summary>
    public IEnumerable<Pipeline> Pipelines => Resources.OfType<Pipeline>();

    /// <summary>The triggers.</summary>
    public IEnumerable<Trigger> Triggers => Resources.OfType<Trigger>();

    /// <summary>Where a resource lies, relative to the folder: <c>pipeline/ingest.json</c>.</summary>
    public static string PathOf(FactoryResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return $"{FolderOf(resource.Kind)}/{resource.Name}.json";
    }

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The folder that holds <c>pipeline</c> and the others.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder, or none of the layout's folders in it.</exception>
    /// <exception cref="FactoryModelException">A file is no resource, or is not named as its resource.</exception>
    public static async Task<FactoryFolder> ReadAsync(string folder, CancellationToken cancellationToken = default)
    {
        var (factory, unreadable) = await ReadWhatCanBeReadAsync(folder, cancellationToken);
        return unreadable is [var first, ..] ? throw first.Problem : factory;
    }

    /// <summary>Writes all resources, each as a whole or not at all; a file that says the same already is left alone, and none is deleted.</summary>
    /// <param name="folder">The folder; it is made if it is not there.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <returns>The files that were written, relative to the folder.</returns>
    public async Task<IReadOnlyList<string>> WriteAsync(string folder, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var written = new List<string>();
        foreach (var resource in Resources)
        {
            var name = PathOf(resource);
            if (resource.Name.AsSpan().ContainsAny(['/', '\\', '\0']) || resource.Name.Trim('.').Length == 0)
            {
                throw new FactoryModelException(resource.File, "$.name", $"'{resource.Name}' is no name of a file: use letters, digits, _ and -.");
            }

            var path = Path.Combine(folder, name);
            var text = ModelJson.Text(resource.Json);
            if (File.Exists(path) && await File.ReadAllTextAsync(path, cancellationToken) == text)
            {
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
            try
            {
                await File.WriteAllTextAsync(temporary, text, Utf8, cancellationToken);
                File.Move(temporary, path, overwrite: true);
            }
            finally
            {
                File.Delete(temporary);
            }

            written.Add(name);
        }

        return written;
    }

    /// <summary>Reads a folder; files that cannot be read are told of and left out.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder, or none of the layout's folders in it.</exception>
    internal static async Task<(FactoryFolder Factory, IReadOnlyList<UnreadableFile> Unreadable)> ReadWhatCanBeReadAsync(string folder, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var kinds = Enum.GetValues<FactoryResourceKind>();
        if (!kinds.Any(kind => Directory.Exists(Path.Combine(folder, FolderOf(kind)))))
        {
            throw new DirectoryNotFoundException($"'{folder}' holds none of the folders {string.Join(", ", kinds.Select(FolderOf))}: name the root of a factory's Git layout.");
        }

        var resources = new List<FactoryResource>();
        var unreadable = new List<UnreadableFile>();
        foreach (var (kind, path) in kinds.SelectMany(kind => FilesOf(folder, kind).Select(path => (kind, path))))
        {
            try
            {
                resources.Add(await ReadFileAsync(kind, path, cancellationToken));
            }
            catch (FactoryModelException problem)
            {
                unreadable.Add(new UnreadableFile(kind, Path.GetFileNameWithoutExtension(path), problem));
            }
        }

        return (new FactoryFolder(resources), unreadable);
    }

    private static async Task<FactoryResource> ReadFileAsync(FactoryResourceKind kind, string path, CancellationToken cancellationToken)
    {
        var name = $"{FolderOf(kind)}/{Path.GetFileName(path)}";
        var resource = FactoryResource.Read(kind, await ReadTextAsync(path, name, cancellationToken), name);
        return resource.Name == Path.GetFileNameWithoutExtension(path)
            ? resource
            : throw new FactoryModelException(name, "$.name", $"The resource is called '{resource.Name}': name the file {resource.Name}.json, or the resource as the file.");
    }

    private static IEnumerable<string> FilesOf(string folder, FactoryResourceKind kind)
    {
        var path = Path.Combine(folder, FolderOf(kind));
        return Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.json").Order(StringComparer.Ordinal) : [];
    }

    private static async Task<string> ReadTextAsync(string path, string name, CancellationToken cancellationToken)
    {
        try
        {
            return Utf8.GetString(await File.ReadAllBytesAsync(path, cancellationToken));
        }
        catch (DecoderFallbackException e)
        {
            throw new FactoryModelException(name, "$", "The file is not in UTF-8: save it as UTF-8.", e);
        }
    }

    internal static string FolderOf(FactoryResourceKind kind) => kind switch
    {
        FactoryResourceKind.LinkedService => "linkedService",
        _ => kind.ToString().ToLowerInvariant(),
    };
}

/// <summary>A file that holds no resource of its kind, and why.</summary>
internal sealed record UnreadableFile(FactoryResourceKind Kind, string Name, FactoryModelException Problem);
