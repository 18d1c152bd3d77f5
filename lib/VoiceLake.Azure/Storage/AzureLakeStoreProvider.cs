using VoiceLake.Azure.Secrets;
using VoiceLake.Azure.Storage;
using VoiceLake.Lake;

[assembly: LakeStoreProvider(typeof(AzureLakeStoreProvider))]

namespace VoiceLake.Azure.Storage;

/// <summary>Opens lakes in Azure for <see cref="DataLake.Open"/>, with the options that the environment asks for, and secrets from Key Vault, environment or user secrets.</summary>
/// <remarks>Notebook: 00-setup</remarks>
public sealed class AzureLakeStoreProvider : ILakeStoreProvider
{
    /// <inheritdoc/>
    public ILakeStore Open(string address)
    {
        var parsed = AzureLakeAddress.Parse(address);
        var options = AzureLakeOptions.FromEnvironment(parsed, SecretVariables.Read);
        return parsed.Service == AzureLakeService.Blob ? new BlobLakeStore(parsed, options) : new AdlsLakeStore(parsed, options);
    }
}
