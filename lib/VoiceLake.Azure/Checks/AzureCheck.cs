using System.Diagnostics;
using System.Globalization;
using Azure.Core;
using VoiceLake.Azure.Secrets;
using VoiceLake.Azure.Storage;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Checks;

/// <summary>Tries what the notebooks will do with a lake in Azure: sign in, ask the vault, write, read, list and delete in every container.</summary>
/// <remarks>What it writes is small, has a name of its own, and is deleted again. Notebook: 00-setup</remarks>
public sealed class AzureCheck
{
    private const int Pings = 5;
    private const string StorageScope = "https://storage.azure.com/.default";
    private readonly AzureLakeAddress _address;
    private readonly Func<AzureLakeOptions> _options;
    private readonly Func<ILakeStore> _open;
    private readonly ISecretSource? _vault;

    internal AzureCheck(AzureLakeAddress address, Func<AzureLakeOptions> options, Func<ILakeStore> open, ISecretSource? vault) =>
        (_address, _options, _open, _vault) = (address, options, open, vault);

    /// <summary>Checks a lake as <see cref="DataLake.Open"/> opens it.</summary>
    /// <param name="lake">Its address.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <returns>A line for each thing needed, in the order in which they are needed.</returns>
    /// <exception cref="LakeException">The address is none of a lake in Azure, or a variable of the environment does not hold what its name says.</exception>
    public static async Task<IReadOnlyList<AzureCheckLine>> RunAsync(string lake, CancellationToken cancellationToken = default)
    {
        var address = AzureLakeAddress.Parse(lake);
        var vault = Environment.GetEnvironmentVariable(SecretVariables.Vault) is { Length: > 0 } name ? new KeyVaultSecrets(name, new global::Azure.Identity.DefaultAzureCredential()) : null;
        return await new AzureCheck(address, () => AzureLakeOptions.FromEnvironment(address, SecretVariables.Read), () => DataLake.Open(lake).Store, vault).RunAsync(cancellationToken);
    }

    internal async Task<IReadOnlyList<AzureCheckLine>> RunAsync(CancellationToken cancellationToken)
    {
        var lines = new List<AzureCheckLine>();
        if (_vault is not null)
        {
            lines.Add(await VaultLineAsync(_vault, cancellationToken));
        }

        // A credential may need the vault, and the containers a credential.
        if (!lines.TrueForAll(line => line.Ok))
        {
            return lines;
        }

        var options = _options();
        lines.Add(await CredentialLineAsync(options, cancellationToken));
        if (!lines[^1].Ok)
        {
            return lines;
        }

        var store = _open();
        foreach (var container in LakeContainers.All)
        {
            lines.Add(await ContainerLineAsync(store, container, options.Containers.Of(container), cancellationToken));
        }

        if (lines.TrueForAll(line => line.Ok))
        {
            lines.Add(await LatencyLineAsync(store, cancellationToken));
        }

        return lines;
    }

    private static async Task<AzureCheckLine> VaultLineAsync(ISecretSource vault, CancellationToken cancellationToken)
    {
        const string Needed = "secrets can be read";
        try
        {
            var name = SecretVariables.NameOf("AZURE_STORAGE_KEY");
            var found = await vault.FindAsync(name, cancellationToken);
            return new AzureCheckLine(Needed, true, $"{vault.Description}: {(found is null ? $"no {name}, and none is needed with a token" : found)}", "");
        }
        catch (SecretSourceException error)
        {
            return new AzureCheckLine(Needed, false, vault.Description, error.Message);
        }
    }

    private async Task<AzureCheckLine> CredentialLineAsync(AzureLakeOptions options, CancellationToken cancellationToken)
    {
        const string Needed = "somebody is signed in";
        var credential = options.CredentialFor(_address);
        if (!credential.IsToken)
        {
            return new AzureCheckLine(Needed, true, $"{credential} of {_address.Account}", "");
        }

        try
        {
            var token = await credential.ToTokenCredential().GetTokenAsync(new TokenRequestContext([StorageScope]), cancellationToken);
            return new AzureCheckLine(Needed, true, $"{credential}: {TokenClaims.Describe(token.Token)}", "");
        }
        catch (global::Azure.Identity.AuthenticationFailedException)
        {
            return new AzureCheckLine(Needed, false, $"{credential}: no token", "Sign in ('az login'), or set AZURE_STORAGE_KEY, AZURE_STORAGE_SAS_TOKEN, or AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.");
        }
    }

    private static async Task<AzureCheckLine> ContainerLineAsync(ILakeStore store, string container, string name, CancellationToken cancellationToken)
    {
        var needed = $"{name} can be written, read, listed and emptied";
        var path = new LakePath(container, $"voicelake-check/{Guid.NewGuid():N}.txt");
        var did = "nothing";
        try
        {
            using var content = new MemoryStream("voicelake"u8.ToArray());
            await store.PutAsync(path, content, PutCondition.IfAbsent, cancellationToken);
            did = "written";
            await using (var stream = await store.OpenReadAsync(path, cancellationToken: cancellationToken))
            {
                await stream.CopyToAsync(Stream.Null, cancellationToken);
            }

            did = "written, read";
            await store.ListLevelAsync(path with { Name = "voicelake-check/" }, cancellationToken);
            did = "written, read, listed";
            await store.DeleteAsync(path, cancellationToken);
            return new AzureCheckLine(needed, true, "written, read, listed, deleted", "");
        }
        catch (LakeException error)
        {
            return new AzureCheckLine(needed, false, did + (did == "nothing" ? "" : await LeftAsync(store, path, cancellationToken)), error.Message);
        }
    }

    // What a check has written is taken away again also where a later step fails.
    private static async Task<string> LeftAsync(ILakeStore store, LakePath path, CancellationToken cancellationToken)
    {
        try
        {
            await store.DeleteAsync(path, cancellationToken);
            return "";
        }
        catch (LakeException)
        {
            return $"; '{path}' is left there";
        }
    }

    private static async Task<AzureCheckLine> LatencyLineAsync(ILakeStore store, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var ping = 0; ping < Pings; ping++)
        {
            var started = Stopwatch.GetTimestamp();
            await store.FindAsync(new LakePath(LakeContainers.Bronze, "voicelake-check/nothing"), cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        return new AzureCheckLine("the account answers", true, string.Create(CultureInfo.InvariantCulture, $"in {times[Pings / 2]:0} ms (median of {Pings})"), "");
    }
}
