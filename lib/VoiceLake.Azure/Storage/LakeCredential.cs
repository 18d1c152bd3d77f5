using Azure.Core;
using Azure.Identity;
using VoiceLake.Azure.SignIn;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage;

/// <summary>How a lake in Azure is opened.</summary>
public enum LakeCredentialKind
{
    /// <summary>Whatever <see cref="DefaultAzureCredential"/> finds: environment, managed identity, Visual Studio, <c>az login</c> and others.</summary>
    Default,

    /// <summary>One of the account's two keys, which may do everything.</summary>
    AccountKey,

    /// <summary>A shared access signature, which may do what it says until it ends.</summary>
    Sas,

    /// <summary>An application's client id and secret.</summary>
    ClientSecret,

    /// <summary>The identity that Azure gives to the machine or service this runs on.</summary>
    ManagedIdentity,
}

/// <summary>A credential for a lake in Azure; it shows its kind and never its secret.</summary>
/// <remarks>Notebook: 00-setup</remarks>
public sealed class LakeCredential
{
    private readonly Func<TokenCredential>? _token;

    private LakeCredential(LakeCredentialKind kind, string? secret, Func<TokenCredential>? token)
    {
        (Kind, Secret, _token) = (kind, secret, token);
    }

    /// <summary>The first that works of those that <see cref="DefaultAzureCredential"/> tries.</summary>
    public static LakeCredential Default { get; } = new(LakeCredentialKind.Default, null, UsualCredential.Create);

    /// <summary>What it is.</summary>
    public LakeCredentialKind Kind { get; }

    /// <summary>The key or the signature (without a question mark); null for the others.</summary>
    internal string? Secret { get; }

    /// <summary>What of the environment was left aside for it, as a sentence; null where nothing was.</summary>
    internal string? Note { get; private init; }

    /// <summary>Whether it gets tokens from Entra ID.</summary>
    internal bool IsToken => _token is not null;

    /// <summary>One of the account's keys.</summary>
    /// <exception cref="LakeException">The text is no key.</exception>
    public static LakeCredential AccountKey(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return Convert.TryFromBase64String(key.Trim(), new byte[key.Length], out _)
            ? new LakeCredential(LakeCredentialKind.AccountKey, key.Trim(), null)
            : throw new LakeException("The account key is not one: keys are base64. Copy key1 or key2 whole ('az storage account keys list').");
    }

    /// <summary>A shared access signature, with or without its question mark.</summary>
    /// <exception cref="LakeException">The text is no signature.</exception>
    public static LakeCredential Sas(string token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        var query = token.Trim().TrimStart('?');
        return query.Split('&').Any(part => part.StartsWith("sig=", StringComparison.Ordinal))
            ? new LakeCredential(LakeCredentialKind.Sas, query, null)
            : throw new LakeException("The shared access signature is not one: it has no sig=. Copy it whole, from sv= to the end of sig=.");
    }

    /// <summary>An application (service principal) and its secret.</summary>
    /// <exception cref="LakeException">The tenant is none.</exception>
    public static LakeCredential ClientSecret(string tenantId, string clientId, string secret)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenantId);
        ArgumentException.ThrowIfNullOrWhiteSpace(clientId);
        ArgumentException.ThrowIfNullOrWhiteSpace(secret);
        UsualCredential.RequireTenant(tenantId);
        return new LakeCredential(LakeCredentialKind.ClientSecret, null, () => new ClientSecretCredential(tenantId, clientId, secret));
    }

    /// <summary>The managed identity of where this runs.</summary>
    /// <param name="clientId">The client id of a user-assigned identity; null for the system's.</param>
    public static LakeCredential ManagedIdentity(string? clientId = null) => new(
        LakeCredentialKind.ManagedIdentity, null, () => new ManagedIdentityCredential(clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId)));

    /// <summary>Whatever gets tokens.</summary>
    internal static LakeCredential Token(TokenCredential credential, LakeCredentialKind kind = LakeCredentialKind.Default) => new(kind, null, () => credential);

    /// <summary>The same, with what was left aside for it.</summary>
    internal LakeCredential WithNote(string? note) => note is null ? this : new LakeCredential(Kind, Secret, _token) { Note = note };

    /// <summary>What gets tokens.</summary>
    internal TokenCredential ToTokenCredential() => _token!();

    /// <summary>The kind, and nothing else.</summary>
    public override string ToString() => Kind.ToString();
}
