using Azure.Core;
using Azure.Core.Pipeline;

namespace VoiceLake.Azure.Storage.Blobs;

/// <summary>Makes the refusal of a request whose permission is missing an exception that says which; the answer alone does not tell.</summary>
internal sealed class SasPermissionPolicy : HttpPipelineSynchronousPolicy
{
    public override void OnReceivedResponse(HttpMessage message)
    {
        if (message.Response.Status == 403 && message.Response.Headers.TryGetValue("x-ms-error-code", out var code) && code == StorageErrors.PermissionMismatch)
        {
            throw new StorageFailedException(message.Response.Status, code, SasPermissions.Of(message.Request));
        }
    }
}
