using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using VoiceLake.Azure.SignIn;

namespace VoiceLake.Azure.Secrets;

/// <summary>Secrets of an Azure Key Vault. Nothing is kept: a new version counts from the next question on.</summary>
/// <remarks>Whoever asks needs the role <i>Key Vault Secrets User</i> on the vault. Notebook: 00-setup</remarks>
public sealed partial class KeyVaultSecrets : ISecretSource
{
    /// <summary>What names a vault.</summary>
    internal const string WhatToWrite = "Write a vault's name, such as voicelake-dev, or its address, such as https://voicelake-dev.vault.azure.net.";

    private const string Role = "Key Vault Secrets User";
    private readonly SecretClient _client;

    /// <summary>Prepares to ask a vault; nothing is sent yet.</summary>
    /// <param name="vault">Its name, or its address, such as <c>https://voicelake-dev.vault.azure.net</c>.</param>
    /// <param name="credential">Who asks.</param>
    /// <param name="options">Retries and transport; those of the SDK by default.</param>
    /// <exception cref="ArgumentException"><paramref name="vault"/> is neither.</exception>
    public KeyVaultSecrets(string vault, TokenCredential credential, SecretClientOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(vault);
        ArgumentNullException.ThrowIfNull(credential);
        Address = FindAddress(vault) ?? throw new ArgumentException($"'{vault}' is no Key Vault. {WhatToWrite}", nameof(vault));
        _client = new SecretClient(Address, credential, options);
    }

    /// <summary>The vault's address.</summary>
    public Uri Address { get; }

    /// <inheritdoc/>
    public string Description => $"Key Vault {Name}";

    private string Name => Address.Host.Split('.')[0];

    /// <inheritdoc/>
    public string Remedy(string name) => $"Run: az keyvault secret set --vault-name {Name} --name {name} --file FILE.";

    /// <inheritdoc/>
    public async Task<Secret?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        SecretName.Checked(name);
        try
        {
            var found = await _client.GetSecretAsync(name, cancellationToken: cancellationToken);
            return new Secret(name, found.Value.Value, Description);
        }
        catch (RequestFailedException error) when (error is { Status: (int)HttpStatusCode.NotFound, ErrorCode: "SecretNotFound" })
        {
            return null;
        }
        catch (Exception error) when (error is RequestFailedException or AuthenticationFailedException or HttpRequestException or SocketException or AggregateException or InvalidOperationException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new SecretSourceException(Explain(name, error), error);
        }
    }

    /// <summary>The address of a vault; null where the text names none.</summary>
    internal static Uri? FindAddress(string vault)
    {
        var text = vault.Trim();
        if (VaultName().IsMatch(text))
        {
            text = $"https://{text}.vault.azure.net";
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.PathAndQuery == "/" && address.UserInfo.Length == 0 ? address : null;
    }

    private string Explain(string name, Exception error) => error switch
    {
        AuthenticationFailedException when SignInFailure.Of(error) is var failure => $"{Description} was not asked for '{name}', for {failure}",
        RequestFailedException { Status: 403 } when Mentions(error, "SecretDisabled") => $"'{name}' is disabled in {Description}: enable its newest version, or set a new one.",
        RequestFailedException { Status: 403 } when Mentions(error, "ForbiddenByFirewall") => $"{Description} lets no request of this machine through its firewall: add its address under Networking, or run inside of the network.",
        RequestFailedException { Status: 403 } => $"Whoever is signed in may not read secrets of {Description}: give it the role '{Role}' on the vault (az role assignment create --role \"{Role}\" --assignee PRINCIPAL --scope VAULT-ID); it counts after some minutes.",
        RequestFailedException { Status: 401 } => $"{Description} refused the token for '{name}': it is of another tenant. Set AZURE_TENANT_ID to the vault's.",
        RequestFailedException { Status: 0 } or HttpRequestException or SocketException or AggregateException or OperationCanceledException => $"{Description} cannot be reached at {Address}: check the vault's name and the network.",
        RequestFailedException failed => $"{Description} answered {failed.Status} ({failed.ErrorCode ?? "no code"}) when it was asked for '{name}': run it again, or look up the code.",
        _ => $"What answered at {Address} is no Key Vault, for it asked for a token of another service: check the address. No token was sent.",
    };

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$")]
    private static partial Regex VaultName();

    private static bool Mentions(Exception error, string code) => error.Message.Contains(code, StringComparison.Ordinal);
}
