namespace VoiceLake.Azure.Storage.Dfs;

/// <summary>A path of the account: a file system and what lies in it; empty for the file system's root.</summary>
internal readonly record struct DfsPath(string FileSystem, string Path)
{
    /// <summary>The directory that holds it; empty for the root.</summary>
    public DfsPath Parent => this with { Path = Path.LastIndexOf('/') is var slash and > 0 ? Path[..slash] : "" };

    /// <summary>As it stands in a URL, with a leading slash.</summary>
    public string Escaped => Path.Length == 0 ? $"/{FileSystem}" : $"/{FileSystem}/{string.Join('/', Path.Split('/').Select(Uri.EscapeDataString))}";
}
