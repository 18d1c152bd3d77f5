using Azure;
using Azure.Identity;
using VoiceLake.Azure.SignIn;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage;

/// <summary>What a storage account refused or did not answer, in words that name the object, the place and the remedy.</summary>
/// <remarks>Of a refusal nothing is passed on but its code: the service's text repeats what was signed.</remarks>
internal sealed class StorageErrors(AzureLakeAddress address, LakeCredential credential)
{
    /// <summary>The service's code where a role or a signature does not allow what was asked.</summary>
    public const string PermissionMismatch = "AuthorizationPermissionMismatch";

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

    /// <summary>Whether a failure in the lake's words is of no answer at all: the next request would meet the same.</summary>
    public static bool IsUnanswered(LakeException error) => LastTryOf(error) is RequestFailedException { Status: 0 } or HttpRequestException or OperationCanceledException;

    /// <summary>Whether a failure in the lake's words is of an answer that did not come in time.</summary>
    public static bool IsLate(LakeException error) => LastTryOf(error) is OperationCanceledException;

    /// <summary>Does something, and tells what goes wrong with it in the lake's words.</summary>
    public async Task<T> CallAsync<T>(LakePath path, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (AggregateException tries) when (cancellationToken.IsCancellationRequested && tries.InnerExceptions is [.., OperationCanceledException])
        {
            // It was stopped while it was tried again.
            throw new OperationCanceledException(tries.Message, tries, cancellationToken);
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

    /// <summary>The exception for a container that is not there and that this credential may not make.</summary>
    /// <param name="path">What was to be written.</param>
    /// <param name="container">The container's name in the account.</param>
    /// <param name="command">What makes it.</param>
    /// <param name="refused">The refusal.</param>
    public LakeAccessException OfMissingContainer(LakePath path, string container, string command, RequestFailedException refused) =>
        new($"'{path}': {address} has no container '{container}', and this credential ({credential}) may not make one ({refused.ErrorCode ?? "no code"}). Make it ('{command}'), or {(credential.Kind == LakeCredentialKind.Sas ? $"make a signature {SasPermissions.Advice}" : "give this identity the role Storage Blob Data Contributor on the storage account")}.{Note}");

    private string Note => credential.Note is { } note ? $" {note}" : "";

    private LakeException Of(Exception error, string what, string tries, Exception whole) => error switch
    {
        RequestFailedException { Status: 401 or 403 } refused => new LakeAccessException($"'{what}': {address} refused the credential ({credential}) with {refused.ErrorCode ?? "no code"}, HTTP {refused.Status}. {RemedyOf(refused)}{Note}"),
        RequestFailedException { Status: >= 400 } failed => new LakeException($"'{what}': {address} answered {failed.ErrorCode ?? "without a code"}, HTTP {failed.Status}{tries}. {RemedyOf(failed.Status, failed.ErrorCode)}", whole),
        AuthenticationFailedException => new LakeAccessException($"'{what}': no token for {address} could be had ({credential}): {SignInFailure.Of(error)} Or set AZURE_STORAGE_KEY or AZURE_STORAGE_SAS_TOKEN.{Note}", error),
        OperationCanceledException => new LakeException($"'{what}': {address} did not answer in time{tries}. Try again; if it stays so, check the network, or allow more time (NetworkTimeout).", whole),
        _ when HttpErrorOf(error) == HttpRequestError.SecureConnectionError => new LakeException($"'{what}': no answer from {address}{tries}: no TLS connection could be made. {RemedyOfTls()}", whole),
        _ when HttpErrorOf(error) == HttpRequestError.NameResolutionError => new LakeException($"'{what}': no answer from {address}{tries}: the name '{address.Endpoint.Host}' is not known. Check the address, for the account may be spelt otherwise or be gone, and the network.", whole),
        _ => new LakeException($"'{what}': no answer from {address}{tries}: {FirstLine(error)} Check the address and the network; an emulator must run.", whole),
    };

    private string RemedyOf(RequestFailedException refused) => refused.ErrorCode switch
    {
        PermissionMismatch or "InsufficientAccountPermissions" when credential.Kind == LakeCredentialKind.Sas => RemedyOfSignature((refused as StorageFailedException)?.Permission),
        PermissionMismatch or "InsufficientAccountPermissions" => $"Give this identity {Role}, and wait a few minutes until it holds.",
        "AuthorizationFailure" => $"Does the account's firewall (Networking) let this network in? {RemedyOfKind()}",
        "KeyBasedAuthenticationNotPermitted" => $"The account allows no keys: unset AZURE_STORAGE_KEY and sign in ('az login') with {Role}.",
        "AuthorizationServiceMismatch" or "AuthorizationResourceTypeMismatch" or "AuthorizationProtocolMismatch" or "AuthorizationSourceIPMismatch" => $"The signature is not for this service, kind of resource, protocol or network: make one {SasPermissions.Advice}.",
        _ => RemedyOfKind(),
    };

    private string RemedyOfSignature(SasPermission? needed)
    {
        var carried = string.Concat((FieldOf("sp") ?? "").Where(char.IsAsciiLetter));
        return $"The signature does not carry the permission for this{(needed is { } one ? $", {one.InWords()}" : "")}{(carried.Length > 0 ? $"; it carries {carried}" : "")}: make a new one {SasPermissions.Advice}."
            + (IsOfUserDelegation ? $" It is a user delegation signature, which allows no more than its signer may: that identity needs {Role}, too." : "");
    }

    private string RemedyOfKind() => credential.Kind switch
    {
        LakeCredentialKind.AccountKey => $"Is AZURE_STORAGE_KEY a key of '{address.Account}', and is this machine's clock right? Copy key1 again ('az storage account keys list').",
        LakeCredentialKind.Sas => $"Has the signature ended, or was its key changed? Make a new one {SasPermissions.Advice}."
            + (FieldOf("sr") is not null ? $" This one is for one {(FieldOf("sr") == "c" ? "container" : "object or folder")} alone, and a lake has four containers." : "")
            + (IsOfUserDelegation ? " It is a user delegation signature, which ends with its delegation key." : ""),
        LakeCredentialKind.ClientSecret or LakeCredentialKind.ManagedIdentity => $"Is the identity of the account's tenant? Give it {Role}.",
        _ => $"Sign in again ('az login'), into the account's tenant, and give this identity {Role}.",
    };

    // The server's own kind is not known: nothing came that can be read.
    private string RemedyOfTls()
    {
        if (!address.Endpoint.IsLoopback && !address.IsDevelopment)
        {
            return "Does a proxy between here and there show a certificate of its own? Let this machine trust it, or go past the proxy.";
        }

        var scheme = address.Service == AzureLakeService.Blob ? "http" : "abfs";
        return $"An emulator serves plain HTTP unless it is given a certificate: write {scheme}://{address.Endpoint.Authority}{address.Endpoint.AbsolutePath}; or let this machine trust its certificate.";
    }

    private bool IsOfUserDelegation => FieldOf("skoid") is not null;

    // Of a signature's fields only those that are no secret are asked for.
    private string? FieldOf(string name) => credential is { Kind: LakeCredentialKind.Sas, Secret: { } signature }
        ? signature.Split('&').Select(field => field.Split('=', 2)).FirstOrDefault(field => field.Length == 2 && field[0] == name)?[1]
        : null;

    private static HttpRequestError? HttpErrorOf(Exception error) =>
        error is HttpRequestException { HttpRequestError: var known } ? known : error.InnerException is { } inner ? HttpErrorOf(inner) : null;

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

    private static Exception? LastTryOf(LakeException error) => error.InnerException is AggregateException { InnerExceptions: [.., var last] } ? last : error.InnerException;

    private static string FirstLine(Exception error) => error.Message.Split('\n')[0].Trim().TrimEnd('.') + ".";
}
