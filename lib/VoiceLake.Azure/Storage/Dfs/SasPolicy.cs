using Azure.Core;
using Azure.Core.Pipeline;

namespace VoiceLake.Azure.Storage.Dfs;

/// <summary>Adds a shared access signature to a request; a rename names its source with the signature too.</summary>
internal sealed class SasPolicy(string signature) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var request = message.Request;
        if (!request.Uri.Query.Contains(signature, StringComparison.Ordinal))
        {
            request.Uri.Query = request.Uri.Query.Length > 1 ? $"{request.Uri.Query}&{signature}" : $"?{signature}";
        }

        if (request.Headers.TryGetValue(DfsRequests.RenameSource, out var source) && !source.Contains('?', StringComparison.Ordinal))
        {
            request.Headers.SetValue(DfsRequests.RenameSource, $"{source}?{signature}");
        }
    }
}
