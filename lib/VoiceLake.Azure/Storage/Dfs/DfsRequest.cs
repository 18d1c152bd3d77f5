using Azure;
using Azure.Core;

namespace VoiceLake.Azure.Storage.Dfs;

/// <summary>A request to the DFS endpoint; what is null of query and headers is not sent.</summary>
internal sealed record DfsRequest(RequestMethod Method, DfsPath Path)
{
    public (string Name, string? Value)[] Query { get; init; } = [];

    public (string Name, string? Value)[] Headers { get; init; } = [];

    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Whether the answer's body is read as it comes.</summary>
    public bool Streamed { get; init; }
}

/// <summary>What the headers of an answer tell.</summary>
internal static class DfsHeaders
{
    public static string? Find(this Response response, string name) => response.Headers.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Where a list or a deletion goes on; null at its end.</summary>
    public static string? Continuation(this Response response) => response.Find("x-ms-continuation");

    public static bool IsDirectory(this Response response) => response.Find("x-ms-resource-type") == "directory";
}
