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
        return Open(parsed, AzureLakeOptions.From(parsed, SecretVariables.Read, Environment.GetEnvironmentVariable));
    }

    /// <summary>Opens the store of an address's service.</summary>
    internal static ILakeStore Open(AzureLakeAddress address, AzureLakeOptions options) =>
        address.Service == AzureLakeService.Blob ? new BlobLakeStore(address, options) : new AdlsLakeStore(address, options);
}
