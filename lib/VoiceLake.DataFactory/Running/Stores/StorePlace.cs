using System.Net.Http.Headers;
using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Running.Stores;

/// <summary>Where a dataset's files lie.</summary>
/// <param name="LinkedService">The linked service's name.</param>
/// <param name="Type">The linked service's type, such as <c>AzureBlobFS</c>.</param>
internal abstract record StorePlace(string LinkedService, string Type);

/// <summary>A file of a web server.</summary>
internal sealed record HttpPlace(string LinkedService, string Type, Uri Address, AuthenticationHeaderValue? Authorization, bool ValidatesCertificate)
    : StorePlace(LinkedService, Type)
{
    /// <summary>The last part of the address' path; empty where that is no file's name.</summary>
    public string FileName => Uri.UnescapeDataString(Address.Segments[^1]) is var name && !name.AsSpan().ContainsAny('/', '\\', '\0') && name is not ("." or "..") ? name : "";

    public override string ToString() => Address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}

/// <summary>A file of a lake, or a folder.</summary>
/// <param name="LinkedService">The linked service's name.</param>
/// <param name="Type">The linked service's type.</param>
/// <param name="Lake">The lake.</param>
/// <param name="Container">The container.</param>
/// <param name="Folder">The folder without slashes at its ends; empty for the container itself.</param>
/// <param name="File">The file's name; null for the folder.</param>
internal sealed record LakePlace(string LinkedService, string Type, DataLake Lake, string Container, string Folder, string? File)
    : StorePlace(LinkedService, Type)
{
    /// <summary>The path of the file, or of the folder.</summary>
    public LakePath Path => File is null ? new LakePath(Container, Folder) : FileAt(File);

    /// <summary>The path of a file below the folder.</summary>
    public LakePath FileAt(string relative) => new(Container, Folder.Length == 0 ? relative : $"{Folder}/{relative}");

    public override string ToString() => Path.ToString();
}
