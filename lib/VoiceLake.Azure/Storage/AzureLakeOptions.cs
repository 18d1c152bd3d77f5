using Azure.Core;
using VoiceLake.Azure.Secrets;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage;

/// <summary>How a lake in Azure is read and written.</summary>
/// <remarks>Notebook: 00-setup</remarks>
public sealed record AzureLakeOptions
{
    // Published with Azurite, the same for everybody: it opens nothing but an emulator.
    private const string DevelopmentKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>How the lake is opened. Default: null, the signature in the address; else, for Azurite's account, its published key; else <see cref="LakeCredential.Default"/>.</summary>
    public LakeCredential? Credential { get; init; }

    /// <summary>What the containers are called. Default: bronze, silver, gold, miscellaneous.</summary>
    public LakeContainerNames Containers { get; init; } = new();

    /// <summary>How many bytes are sent at a time; larger objects go in blocks of this size, smaller ones in one request. Default: 8 MiB.</summary>
    public int BlockBytes { get; init; } = 8 << 20;

    /// <summary>How many blocks are under way at a time, over all objects that are written through one store. Default: 8, so 64 MiB.</summary>
    public int Parallelism { get; init; } = 8;

    /// <summary>How often a request that failed for a while is sent again. Default: 5.</summary>
    public int MaxRetries { get; init; } = 5;

    /// <summary>The pause before the first retry; the next ones are longer, and as long as the service says. Default: 0.8 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(0.8);

    /// <summary>The longest pause between two tries, unless the service asks for a longer one. Default: 30 s.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one try may take. Default: 100 s.</summary>
    public TimeSpan NetworkTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How many objects a listing asks for at a time. Default: 5,000, the most there is.</summary>
    public int ListPageSize { get; init; } = 5_000;

    /// <summary>The one certificate that the server may show, in PEM; for servers on this machine. Default: null, those that the system trusts.</summary>
    public string? PinnedCertificate { get; init; }

    /// <summary>What of the environment is left aside for this lake, as a sentence; null where nothing is.</summary>
    internal string? Note { get; init; }

    /// <summary>The clock of leases and of what is old. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The options that the environment asks for, by the names of Azure's own tools.</summary>
    /// <param name="address">The lake. A key or signature is used for it unless AZURE_STORAGE_ACCOUNT names another account.</param>
    /// <param name="read">Reads a variable; the process's environment by default.</param>
    /// <remarks>
    /// In this order: AZURE_STORAGE_KEY; AZURE_STORAGE_SAS_TOKEN; AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET together; else nothing,
    /// and <see cref="Credential"/>'s default holds. VOICELAKE_CONTAINERS gives other names for the containers.
    /// </remarks>
    /// <exception cref="LakeException">A variable does not hold what its name says; its value is not shown.</exception>
    public static AzureLakeOptions FromEnvironment(AzureLakeAddress address, Func<string, string?>? read = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        return From(address, read ?? Environment.GetEnvironmentVariable, read ?? Environment.GetEnvironmentVariable);
    }

    /// <inheritdoc cref="FromEnvironment"/>
    /// <param name="address">The lake.</param>
    /// <param name="read">Reads a variable, from a place of secrets too.</param>
    /// <param name="variable">Reads a variable of the environment alone.</param>
    internal static AzureLakeOptions From(AzureLakeAddress address, Func<string, string?> read, Func<string, string?> variable)
    {
        var chosen = CredentialChoice.For(address, read, variable);
        return new AzureLakeOptions
        {
            Credential = chosen.Credential,
            Note = chosen.Note,
            Containers = SecretVariables.ValueOf(variable, LakeContainerNames.Variable) is { } names ? LakeContainerNames.Parse(names) : new LakeContainerNames(),
        };
    }

    /// <summary>The credential that a lake is opened with.</summary>
    /// <exception cref="LakeException">It would be sent unencrypted.</exception>
    internal LakeCredential CredentialFor(AzureLakeAddress address)
    {
        var credential = (address.Sas is { } sas ? LakeCredential.Sas(sas)
            : Credential ?? (address.IsDevelopment ? LakeCredential.AccountKey(DevelopmentKey) : LakeCredential.Default)).WithNote(Note);
        return credential.IsToken && address.Endpoint.Scheme != Uri.UriSchemeHttps
            ? throw new LakeException($"{address} is not encrypted, and tokens ({credential}) are sent over HTTPS only: write https, or set AZURE_STORAGE_KEY.{(credential.Note is { } note ? $" {note}" : "")}")
            : credential;
    }

    /// <summary>Puts retries, patience and the certificate into the options of a client.</summary>
    internal T ApplyTo<T>(T client)
        where T : ClientOptions
    {
        (client.Retry.Mode, client.Retry.MaxRetries, client.Retry.Delay) = (RetryMode.Exponential, MaxRetries, RetryDelay);
        (client.Retry.MaxDelay, client.Retry.NetworkTimeout) = (MaxRetryDelay, NetworkTimeout);
        client.Diagnostics.ApplicationId = "voicelake";
        if (PinnedCertificate is { } pem)
        {
            client.Transport = Http.PinnedCertificate.Transport(pem);
        }

        return client;
    }

    /// <summary>Refuses sizes that no service takes.</summary>
    /// <exception cref="LakeException">An option is out of its range.</exception>
    internal AzureLakeOptions Require()
    {
        Containers.Require();
        string[] mistakes =
        [
            .. BlockBytes is < 1 or > 1 << 30 ? [$"BlockBytes is {BlockBytes}: from 1 to 1,073,741,824"] : (string[])[],
            .. Parallelism < 1 ? [$"Parallelism is {Parallelism}: at least 1"] : (string[])[],
            .. MaxRetries < 0 ? [$"MaxRetries is {MaxRetries}: at least 0"] : (string[])[],
            .. ListPageSize is < 1 or > 5_000 ? [$"ListPageSize is {ListPageSize}: from 1 to 5,000"] : (string[])[],
        ];
        return mistakes.Length == 0 ? this : throw new LakeException($"Options of a lake in Azure: {string.Join("; ", mistakes)}.");
    }
}
