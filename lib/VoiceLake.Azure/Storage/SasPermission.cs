using Azure.Core;

namespace VoiceLake.Azure.Storage;

/// <summary>What a shared access signature must allow for a request: of several that would do, the one that all signatures for lakes have.</summary>
internal enum SasPermission
{
    Read,
    List,
    Write,
    Delete,
}

/// <summary>Finds the permission that requests to the Blob and DFS endpoints need.</summary>
internal static class SasPermissions
{
    /// <summary>What a signature for a lake is made with.</summary>
    public const string Advice = "with the permissions racwdl (read, add, create, write, delete, list), for the service Blob and the resource types container and object";

    public static SasPermission Of(Request request)
    {
        var query = request.Uri.Query;
        var isListing = query.Contains("comp=list", StringComparison.Ordinal) || query.Contains("resource=filesystem", StringComparison.Ordinal);
        return request.Method == RequestMethod.Delete ? SasPermission.Delete
            : request.Method == RequestMethod.Get && isListing ? SasPermission.List
            : request.Method == RequestMethod.Get || request.Method == RequestMethod.Head ? SasPermission.Read
            : SasPermission.Write;
    }

    /// <summary>Such as <c>w (write)</c>.</summary>
    public static string InWords(this SasPermission permission) => permission switch
    {
        SasPermission.Read => "r (read)",
        SasPermission.List => "l (list)",
        SasPermission.Delete => "d (delete)",
        _ => "w (write)",
    };
}
