using Azure;
using Azure.Core;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage.Blobs;

/// <summary>The account's Blob service: clients of containers and blobs, and calls whose failures are in the lake's words.</summary>
internal sealed class BlobService
{
    // Old enough for every emulator that is in use, and for all that is asked of it.
    private const BlobClientOptions.ServiceVersion Version = BlobClientOptions.ServiceVersion.V2024_11_04;
    private readonly BlobServiceClient _client;
    private readonly LakeContainerNames _names;

    public BlobService(AzureLakeAddress address, AzureLakeOptions options)
    {
        (Address, Options, _names) = (address, options, options.Containers);
        var credential = options.CredentialFor(address);
        Errors = new StorageErrors(address, credential);
        var client = options.ApplyTo(new BlobClientOptions(Version));
        client.AddPolicy(new SasPermissionPolicy(), HttpPipelinePosition.PerCall);
        _client = credential.Kind switch
        {
            LakeCredentialKind.AccountKey => new BlobServiceClient(address.Endpoint, new StorageSharedKeyCredential(address.Account, credential.Secret), client),
            LakeCredentialKind.Sas => new BlobServiceClient(address.Endpoint, new AzureSasCredential(credential.Secret!), client),
            _ => new BlobServiceClient(address.Endpoint, credential.ToTokenCredential(), client),
        };
    }

    public AzureLakeAddress Address { get; }

    public AzureLakeOptions Options { get; }

    public StorageErrors Errors { get; }

    /// <summary>The container that a path is in.</summary>
    public BlobContainerClient ContainerOf(LakePath path)
    {
        ObjectNames.RequireContainer(path);
        return _client.GetBlobContainerClient(_names.Of(path.Container));
    }

    /// <summary>The blob that a path names.</summary>
    public BlockBlobClient BlobOf(LakePath path)
    {
        ObjectNames.Require(path);
        return WorkNames.Is(path.Name)
            ? throw new LakeException($"'{path}' names what unfinished uploads are kept under: choose a name that does not begin with {WorkNames.Folder}.")
            : ContainerOf(path).GetBlockBlobClient(path.Name);
    }

    /// <summary>Asks the service for something; failures come in the lake's words.</summary>
    public Task<T> CallAsync<T>(LakePath path, Func<Task<T>> call, CancellationToken cancellationToken) => Errors.CallAsync(path, call, cancellationToken);

    /// <summary>Writes something; makes the container first where it is missing. Failures come as the service's own exceptions.</summary>
    public async Task<T> WriteAsync<T>(LakePath path, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await CreateContainerAsync(path, cancellationToken);
            return await call();
        }
    }

    private async Task CreateContainerAsync(LakePath path, CancellationToken cancellationToken)
    {
        var container = ContainerOf(path);
        try
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException refused) when (refused.Status is 401 or 403)
        {
            throw Errors.OfMissingContainer(path, container.Name, $"az storage container create --name {container.Name}", refused);
        }
    }
}
