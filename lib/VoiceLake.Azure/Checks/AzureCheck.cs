using System.Diagnostics;
using System.Globalization;
using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using VoiceLake.Azure.Secrets;
using VoiceLake.Azure.SignIn;
using VoiceLake.Azure.Storage;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Checks;

/// <summary>Tries what the notebooks will do with a lake in Azure: sign in, ask the vault, write, read, list and delete in every container.</summary>
/// <remarks>What it writes is small, has a name of its own, and is deleted again. It waits some seconds for an account that does not answer, and no longer. Notebook: 00-setup</remarks>
public sealed class AzureCheck
{
    private const int Pings = 5;
    private const string StorageScope = "https://storage.azure.com/.default";
    private const string Answers = "the account answers";
    private static readonly LakePath Nothing = new(LakeContainers.Bronze, "voicelake-check/nothing");
    private readonly AzureLakeAddress _address;
    private readonly Func<AzureLakeOptions> _options;
    private readonly Func<AzureLakeOptions, ILakeStore> _open;

    internal AzureCheck(AzureLakeAddress address, Func<AzureLakeOptions> options, Func<AzureLakeOptions, ILakeStore> open) => (_address, _options, _open) = (address, options, open);

    /// <summary>The vault that is asked; null for none.</summary>
    internal ISecretSource? Vault { get; init; }

    /// <summary>The variables whose secrets the lake may need.</summary>
    internal IReadOnlyList<string> Secrets { get; init; } = ["AZURE_STORAGE_KEY"];

    internal AzureCheckLimits Limits { get; init; } = new();

    /// <summary>Checks a lake with the credential by which <see cref="DataLake.Open"/> opens it.</summary>
    /// <param name="lake">Its address.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <returns>A line for each thing needed, in the order in which they are needed.</returns>
    /// <exception cref="LakeException">The address is none of a lake in Azure, or a variable of the environment does not hold what its name says.</exception>
    public static Task<IReadOnlyList<AzureCheckLine>> RunAsync(string lake, CancellationToken cancellationToken = default)
    {
        var address = AzureLakeAddress.Parse(lake);
        var secrets = CredentialChoice.SecretsFor(address, Environment.GetEnvironmentVariable);
        var limits = new AzureCheckLimits();

        // A lake that needs no secret, such as an emulator's, is not kept waiting for the vault.
        var vault = secrets.Count > 0 && SecretVariables.VaultName is { } name ? new KeyVaultSecrets(name, UsualCredential.Create(), QuickClient(limits)) : null;
        return new AzureCheck(
            address,
            () => AzureLakeOptions.From(address, SecretVariables.Read, Environment.GetEnvironmentVariable),
            options => AzureLakeStoreProvider.Open(address, options))
        {
            Vault = vault,
            Secrets = secrets,
            Limits = limits,
        }.RunAsync(cancellationToken);
    }

    internal async Task<IReadOnlyList<AzureCheckLine>> RunAsync(CancellationToken cancellationToken)
    {
        var lines = new List<AzureCheckLine>();
        if (Vault is not null)
        {
            lines.Add(await VaultLineAsync(Vault, cancellationToken));
        }

        // A credential may need the vault, and the containers a credential.
        if (!lines.TrueForAll(line => line.Ok))
        {
            return lines;
        }

        var options = _options();
        var (line, credential) = await SignInAsync(options.CredentialFor(_address), cancellationToken);
        lines.Add(line);
        if (credential is null)
        {
            return lines;
        }

        var store = _open(options with
        {
            Credential = credential,
            MaxRetries = Limits.MaxRetries,
            RetryDelay = Limits.RetryDelay,
            MaxRetryDelay = Limits.FirstContact,
            NetworkTimeout = Limits.FirstContact,
        });
        if (await SilenceAsync(store, cancellationToken) is { } silence)
        {
            return [.. lines, silence];
        }

        var check = new ContainerCheck(store);
        foreach (var container in LakeContainers.All)
        {
            lines.Add(await check.RunAsync(container, options.Containers.Of(container), cancellationToken));
            if (check.IsUnanswered)
            {
                return lines;
            }
        }

        if (lines.TrueForAll(found => found.Ok))
        {
            lines.Add(await LatencyLineAsync(store, cancellationToken));
        }

        return lines;
    }

    private static SecretClientOptions QuickClient(AzureCheckLimits limits)
    {
        var client = new SecretClientOptions();
        (client.Retry.MaxRetries, client.Retry.Delay, client.Retry.NetworkTimeout) = (limits.MaxRetries, limits.RetryDelay, limits.FirstContact);
        return client;
    }

    private async Task<AzureCheckLine> VaultLineAsync(ISecretSource vault, CancellationToken cancellationToken)
    {
        const string Needed = "secrets can be read";
        try
        {
            var (inTime, found) = await AzureCheckLimits.WithinAsync(Limits.SignIn, stop => FindSecretAsync(vault, stop), cancellationToken);
            return inTime
                ? new AzureCheckLine(Needed, true, $"{vault.Description}: {(found is null ? $"no {string.Join(", no ", Secrets.Select(SecretVariables.NameOf))}, and none is needed with a token" : found)}", "")
                : new AzureCheckLine(Needed, false, vault.Description, $"{vault.Description} did not answer within {Seconds(Limits.SignIn)}: check its name and the network, or unset {SecretVariables.Vault}.");
        }
        catch (SecretSourceException error)
        {
            return new AzureCheckLine(Needed, false, vault.Description, error.Message);
        }
    }

    private async Task<Secret?> FindSecretAsync(ISecretSource vault, CancellationToken cancellationToken)
    {
        foreach (var variable in Secrets)
        {
            if (await vault.FindAsync(SecretVariables.NameOf(variable), cancellationToken) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    // The credential that goes on is the token that was had: nobody is signed in twice. It is null where there is none.
    private async Task<(AzureCheckLine Line, LakeCredential? Credential)> SignInAsync(LakeCredential credential, CancellationToken cancellationToken)
    {
        const string Needed = "somebody is signed in";
        var note = credential.Note is { } left ? $"; {left.TrimEnd('.')}" : "";
        if (!credential.IsToken)
        {
            return (new AzureCheckLine(Needed, true, $"{credential} of {_address.Account}{note}", ""), credential);
        }

        try
        {
            var asked = credential.ToTokenCredential();
            var (inTime, token) = await AzureCheckLimits.WithinAsync(Limits.SignIn, stop => asked.GetTokenAsync(new TokenRequestContext([StorageScope]), stop).AsTask(), cancellationToken);
            return inTime
                ? (new AzureCheckLine(Needed, true, $"{credential}: {TokenClaims.Describe(token.Token)}{note}", ""), LakeCredential.Token(DelegatedTokenCredential.Create((_, _) => token), credential.Kind).WithNote(credential.Note))
                : (new AzureCheckLine(Needed, false, $"{credential}: no token{note}", $"No token came within {Seconds(Limits.SignIn)}: check the network, and that it lets this machine through to login.microsoftonline.com."), null);
        }
        catch (AuthenticationFailedException error)
        {
            var failure = SignInFailure.Of(error);
            return (new AzureCheckLine(Needed, false, $"{credential}: {failure.Problem}{note}", $"{failure.Remedy} Or set AZURE_STORAGE_KEY or AZURE_STORAGE_SAS_TOKEN.{(credential.Note is { } more ? $" {more}" : "")}"), null);
        }
    }

    /// <summary>A line where the account gives no answer; null where it gives one, be it a refusal.</summary>
    private async Task<AzureCheckLine?> SilenceAsync(ILakeStore store, CancellationToken cancellationToken)
    {
        var late = new AzureCheckLine(Answers, false, "no answer", $"{_address} did not answer within {Seconds(Limits.FirstContact)}: check the account's name, and that the network lets this machine through to it (firewall, proxy, VPN).");
        try
        {
            return (await AzureCheckLimits.WithinAsync(Limits.FirstContact, stop => store.FindAsync(Nothing, stop), cancellationToken)).InTime ? null : late;
        }
        catch (LakeException error) when (StorageErrors.IsUnanswered(error))
        {
            return StorageErrors.IsLate(error) ? late : new AzureCheckLine(Answers, false, "no answer", ContainerCheck.RemedyOf(error, Nothing));
        }
        catch (LakeException)
        {
            // It answers; what it refuses, the containers tell.
            return null;
        }
    }

    private static async Task<AzureCheckLine> LatencyLineAsync(ILakeStore store, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var ping = 0; ping < Pings; ping++)
        {
            var started = Stopwatch.GetTimestamp();
            await store.FindAsync(Nothing, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        return new AzureCheckLine(Answers, true, string.Create(CultureInfo.InvariantCulture, $"in {times[Pings / 2]:0} ms (median of {Pings})"), "");
    }

    private static string Seconds(TimeSpan limit) => string.Create(CultureInfo.InvariantCulture, $"{limit.TotalSeconds:0.###} s");
}
