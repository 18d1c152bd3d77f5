using Azure;
using Azure.Identity;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage;

/// <summary>What a storage account refused or did not answer, in words that name the object, the place and the remedy.</summary>
/// <remarks>Of a refusal nothing is passed on but its code: the service's text repeats what was signed.</remarks>
internal sealed class StorageErrors(AzureLakeAddress address, LakeCredential credential)
{
    private const string Role = "the role Storage Blob Data Contributor on the storage account (Storage Blob Data Reader is enough to read)";

    /// <summary>Whether an exception is the service's, or of the way to it.</summary>
    public static bool IsStorage(Exception error, CancellationToken cancellationToken) => error switch
    {
        LakeException => false,
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        AggregateException many => many.InnerExceptions.All(inner => IsStorage(inner, cancellationToken)),
        _ => error is RequestFailedException or AuthenticationFailedException or IOException or HttpRequestException,
    };

    /// <summary>Whether no answer came, so that nobody knows whether the request did its work.</summary>
    public static bool IsUnknown(Exception error) => error is not (RequestFailedException { Status: >= 400 and < 500 } or AuthenticationFailedException);

    /// <summary>Does something, and tells what goes wrong with it in the lake's words.</summary>
    public async Task<T> CallAsync<T>(LakePath path, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception error) when (IsStorage(error, cancellationToken))
        {
            throw Of(error, path.ToString());
        }
    }

    /// <summary>The exception for callers.</summary>
    /// <param name="error">What was thrown below.</param>
    /// <param name="what">The object or container, such as <c>bronze/submissions/x.tgz</c>.</param>
    public LakeException Of(Exception error, string what) => error switch
    {
        AggregateException { InnerExceptions: { Count: > 0 } tries } => Of(tries[^1], what, $" ({tries.Count} tries)", error),
        _ => Of(error, what, "", error),
    };

    private LakeException Of(Exception error, string what, string tries, Exception whole) => error switch
    {
        RequestFailedException { Status: 401 or 403 } refused => new LakeAccessException($"'{what}': {address} refused the credential ({credential}) with {refused.ErrorCode ?? "no code"}, HTTP {refused.Status}. {RemedyOf(refused.ErrorCode)}"),
        RequestFailedException { Status: >= 400 } failed => new LakeException($"'{what}': {address} answered {failed.ErrorCode ?? "without a code"}, HTTP {failed.Status}{tries}. {RemedyOf(failed.Status, failed.ErrorCode)}", whole),
        AuthenticationFailedException => new LakeAccessException($"'{what}': no token for {address} could be had ({credential}). Sign in ('az login'), or set AZURE_STORAGE_KEY, AZURE_STORAGE_SAS_TOKEN, or AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.", error),
        OperationCanceledException => new LakeException($"'{what}': {address} did not answer in time{tries}. Try again; if it stays so, check the network, or allow more time (NetworkTimeout).", whole),
        _ => new LakeException($"'{what}': no answer from {address}{tries}: {FirstLine(error)} Check the address and the network; an emulator must run.", whole),
    };

    private string RemedyOf(string? code) => code switch
    {
        "AuthorizationPermissionMismatch" or "InsufficientAccountPermissions" => $"Give this identity {Role}, and wait a few minutes until it holds.",
        "AuthorizationFailure" => $"Does the account's firewall (Networking) let this network in? {RemedyOfKind()}",
        "KeyBasedAuthenticationNotPermitted" => $"The account allows no keys: unset AZURE_STORAGE_KEY and sign in ('az login') with {Role}.",
        "AuthorizationServiceMismatch" or "AuthorizationResourceTypeMismatch" or "AuthorizationProtocolMismatch" or "AuthorizationSourceIPMismatch" => "The signature is not for this service, kind of resource, protocol or network: make one for Blob, containers and objects.",
        _ => RemedyOfKind(),
    };

    private string RemedyOfKind() => credential.Kind switch
    {
        LakeCredentialKind.AccountKey => $"Is AZURE_STORAGE_KEY a key of '{address.Account}', and is this machine's clock right? Copy key1 again ('az storage account keys list').",
        LakeCredentialKind.Sas => "Has the signature ended, or was its key changed? Make a new one, with read, write, delete, list and create.",
        _ => $"Sign in again ('az login'), into the account's tenant, and give this identity {Role}.",
    };

    private static string RemedyOf(int status, string? code) => (status, code) switch
    {
        (_, "BlobArchived" or "BlobBeingRehydrated") => "It lies in the archive tier: bring it back to hot or cool first, which takes hours.",
        (_, "LeaseIdMissing" or "LeaseIdMismatchWithBlobOperation" or "LeaseLost") => "Another run or program holds a lease on it: wait for it, or break the lease.",
        (_, "BlobImmutableDueToPolicy") => "A retention policy protects it: write under another name, or end the policy.",
        (_, "ContainerBeingDeleted") => "The container is being deleted: wait a minute, and run it again.",
        (_, "ContainerDisabled" or "AccountIsDisabled") => "Enable the account again in the portal.",
        (_, "InvalidHeaderValue" or "UnsupportedHeader") => "The server knows an older version of the service: update it; for Azurite, start it with --skipApiVersionCheck.",
        (429, _) or (503, _) => "The account is busy: run it again later, or with less at a time.",
        ( >= 500, _) => "Run it again; if it stays so, look at the status of Azure Storage in the region.",
        _ => "Correct what the code names, and run it again.",
    };

    private static string FirstLine(Exception error) => error.Message.Split('\n')[0].Trim().TrimEnd('.') + ".";
}
