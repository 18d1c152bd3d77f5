using Azure;

namespace VoiceLake.Azure.Storage;

/// <summary>A refusal of the service: its status and code, the permission that the request needs, and none of the service's text, which repeats what was signed.</summary>
internal class StorageFailedException(int status, string? code, SasPermission permission)
    : RequestFailedException(status, $"The service answered {code ?? "without a code"}, HTTP {status}.", code, null)
{
    /// <summary>What a signature must allow for the request.</summary>
    public SasPermission Permission { get; } = permission;
}
