using System.Net;
using System.Net.Sockets;
using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

namespace VoiceLake.Azure.Secrets;

/// <summary>Secrets of an Azure Key Vault. Nothing is kept: a new version counts from the next question on.</summary>
/// <remarks>Whoever asks needs the role <i>Key Vault Secrets User</i> on the vault. Notebook: 00-setup</remarks>
public sealed class KeyVaultSecrets : ISecretSource
{
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
        Address = AddressOf(vault.Trim());
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
        catch (Exception error) when (error is RequestFailedException or AuthenticationFailedException or HttpRequestException or SocketException or AggregateException or InvalidOperationException)
        {
            throw new SecretSourceException(Explain(name, error), error);
        }
    }

    private static Uri AddressOf(string vault)
    {
        if (!vault.Contains('/', StringComparison.Ordinal) && !vault.Contains('.', StringComparison.Ordinal))
        {
            vault = $"https://{vault}.vault.azure.net";
        }

        return Uri.TryCreate(vault, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.PathAndQuery == "/"
            ? address
            : throw new ArgumentException($"'{vault}' is no Key Vault: write its name, such as voicelake-dev, or its address, such as https://voicelake-dev.vault.azure.net.", nameof(vault));
    }

    private string Explain(string name, Exception error) => error switch
    {
        CredentialUnavailableException => $"{Description} was not asked for '{name}', for nobody is signed in here: run 'az login', or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.",
        AuthenticationFailedException => $"{Description} was not asked for '{name}', for Microsoft Entra ID refused the credential: check tenant, client id and that the client's secret has not expired.",
        RequestFailedException { Status: 403 } when Mentions(error, "SecretDisabled") => $"'{name}' is disabled in {Description}: enable its newest version, or set a new one.",
        RequestFailedException { Status: 403 } when Mentions(error, "ForbiddenByFirewall") => $"{Description} lets no request of this machine through its firewall: add its address under Networking, or run inside of the network.",
        RequestFailedException { Status: 403 } => $"Whoever is signed in may not read secrets of {Description}: give it the role '{Role}' on the vault (az role assignment create --role \"{Role}\" --assignee PRINCIPAL --scope VAULT-ID); it counts after some minutes.",
        RequestFailedException { Status: 401 } => $"{Description} refused the token for '{name}': it is of another tenant. Set AZURE_TENANT_ID to the vault's.",
        RequestFailedException { Status: 0 } or HttpRequestException or SocketException or AggregateException => $"{Description} cannot be reached at {Address}: check the vault's name and the network.",
        RequestFailedException failed => $"{Description} answered {failed.Status} ({failed.ErrorCode ?? "no code"}) when it was asked for '{name}': run it again, or look up the code.",
        _ => $"What answered at {Address} is no Key Vault, for it asked for a token of another service: check the address. No token was sent.",
    };

    private static bool Mentions(Exception error, string code) => error.Message.Contains(code, StringComparison.Ordinal);
}
