namespace VoiceLake.Azure.Storage.Dfs;

/// <summary>A refusal of the DFS endpoint.</summary>
internal sealed class DfsFailedException(int status, string? code, SasPermission permission, bool retried) : StorageFailedException(status, code, permission)
{
    /// <summary>Whether the request was sent before, so that the refusal may be of its own work.</summary>
    public bool Retried { get; } = retried;

    /// <summary>Whether nothing stands there.</summary>
    public bool IsNotFound => Status == 404;

    /// <summary>Whether a lease forbids it, or is no longer the caller's.</summary>
    public bool IsLease => Status is 409 or 412 && ErrorCode?.StartsWith("Lease", StringComparison.Ordinal) == true;
}
