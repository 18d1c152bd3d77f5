using System.Text.RegularExpressions;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage;

/// <summary>Which of a storage account's endpoints a lake is read and written through.</summary>
public enum AzureLakeService
{
    /// <summary>Blob Storage: <c>https://ACCOUNT.blob.core.windows.net</c>.</summary>
    Blob,

    /// <summary>ADLS Gen2, with folders and access control lists: <c>abfss://ACCOUNT.dfs.core.windows.net</c>.</summary>
    Dfs,
}

/// <summary>The address of a lake in Azure: one storage account, with the lake's containers in it.</summary>
/// <remarks>
/// Notebook: 00-setup
/// <para>An account of Azure, <c>https://ACCOUNT.blob.core.windows.net</c> or <c>abfss://ACCOUNT.dfs.core.windows.net</c>; or a server that takes the
/// account in its path, as Azurite does: <c>http://127.0.0.1:10000/devstoreaccount1</c>, and with ADLS Gen2's requests <c>abfs://127.0.0.1:PORT/ACCOUNT</c>.
/// A shared access signature may follow as the query; it is used and never shown.</para>
/// </remarks>
public sealed partial class AzureLakeAddress
{
    /// <summary>Azurite's account, whose key is published and opens nothing else.</summary>
    internal const string DevelopmentAccount = "devstoreaccount1";

    private AzureLakeAddress(AzureLakeService service, string account, Uri endpoint, string? sas)
    {
        (Service, Account, Endpoint, Sas) = (service, account, endpoint, sas);
    }

    /// <summary>The endpoint that is spoken to.</summary>
    public AzureLakeService Service { get; }

    /// <summary>The storage account's name.</summary>
    public string Account { get; }

    /// <summary>Where requests go: HTTPS, or plain HTTP to this machine and to Azurite.</summary>
    public Uri Endpoint { get; }

    /// <summary>The signature that came with the address; never shown.</summary>
    internal string? Sas { get; }

    /// <summary>Whether the account is the one that Azurite serves.</summary>
    internal bool IsDevelopment => Account == DevelopmentAccount;

    private bool IsPathStyle => Endpoint.AbsolutePath.Length > 1;

    /// <summary>Reads an address.</summary>
    /// <exception cref="LakeException">It is none of a lake in Azure: the message says what to write.</exception>
    public static AzureLakeAddress Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var (address, sas) = text.IndexOf('?', StringComparison.Ordinal) is var mark and >= 0 ? (text[..mark], text[(mark + 1)..]) : (text, null);
        if (address.Contains('#', StringComparison.Ordinal) || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https" or "abfs" or "abfss"))
        {
            throw new LakeException($"'{WithoutUser(address)}' is no address of a lake in Azure: {Examples}.");
        }

        if (sas is not null && !sas.Contains("sig=", StringComparison.Ordinal))
        {
            throw new LakeException($"'{WithoutUser(address)}' is followed by a query that is no shared access signature (it has no sig=): leave it away, or paste the signature whole.");
        }

        var hadoop = uri.Scheme is "abfs" or "abfss";
        if (uri.UserInfo.Length > 0)
        {
            throw hadoop && !uri.UserInfo.Contains(':', StringComparison.Ordinal)
                ? NamesContainer(address, uri.UserInfo, $"{uri.Scheme}://{uri.Authority}{(uri.IsLoopback ? uri.AbsolutePath : "")}")
                : new LakeException($"'{WithoutUser(address)}' had a user's name or a secret before its host: leave it away, and give credentials through the environment (AZURE_STORAGE_KEY, AZURE_STORAGE_SAS_TOKEN, …) or 'az login'.");
        }

        var parts = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return uri.IsLoopback || parts is [DevelopmentAccount, ..] ? OfPath(address, uri, hadoop, parts, sas) : OfHost(address, uri, hadoop, parts, sas);
    }

    /// <summary>The usual address of what lies in a container of this account, such as <c>abfss://silver@ACCOUNT.dfs.core.windows.net/tables/clips</c>.</summary>
    /// <param name="container">The container's name in Azure.</param>
    /// <param name="path">The path inside it.</param>
    public Uri UriOf(string container, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(container);
        ArgumentNullException.ThrowIfNull(path);
        var escaped = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        return Service == AzureLakeService.Dfs && !IsPathStyle
            ? new Uri($"abfss://{container}@{Endpoint.Authority}/{escaped}")
            : new Uri($"{Endpoint.AbsoluteUri.TrimEnd('/')}/{container}/{escaped}");
    }

    /// <summary>The address as a lake is named, without any signature.</summary>
    public Uri ToUri() => Service == AzureLakeService.Blob
        ? Endpoint
        : new Uri($"{(Endpoint.Scheme == "https" ? "abfss" : "abfs")}://{Endpoint.Authority}{Endpoint.AbsolutePath}");

    /// <inheritdoc/>
    public override string ToString() => ToUri().AbsoluteUri;

    private const string Examples = "write https://ACCOUNT.blob.core.windows.net, abfss://ACCOUNT.dfs.core.windows.net or http://127.0.0.1:10000/devstoreaccount1";

    // A server that takes the account in its path: Azurite, and servers of tests.
    private static AzureLakeAddress OfPath(string address, Uri uri, bool hadoop, string[] parts, string? sas)
    {
        if (parts.Length == 0)
        {
            throw new LakeException($"'{address}' lacks the account: write {address.TrimEnd('/')}/{DevelopmentAccount}.");
        }

        // A name that stands for this machine would be taken for an account's.
        var host = uri.Host == "localhost" ? "127.0.0.1" : uri.Host;
        var port = uri.Port < 0 ? "" : $":{uri.Port}";
        if (parts.Length > 1)
        {
            throw NamesContainer(address, parts[1], $"{uri.Scheme}://{host}{port}/{parts[0]}");
        }

        var scheme = uri.Scheme is "http" or "abfs" ? "http" : "https";
        return new AzureLakeAddress(hadoop ? AzureLakeService.Dfs : AzureLakeService.Blob, parts[0], new Uri($"{scheme}://{host}{port}/{parts[0]}"), sas);
    }

    private static AzureLakeAddress OfHost(string address, Uri uri, bool hadoop, string[] parts, string? sas)
    {
        if (Host().Match(uri.Host) is not { Success: true } match || !uri.IsDefaultPort)
        {
            if (Host().IsMatch($"account.{uri.Host}"))
            {
                var meant = $"ACCOUNT.{uri.Host}";
                throw new LakeException($"'{address}' lacks the account: write {(meant.Contains(".dfs.", StringComparison.Ordinal) ? "abfss" : "https")}://{meant}, with the storage account's name for ACCOUNT.");
            }

            var account = uri.Host.Split('.')[0];
            throw new LakeException(Account3To24().IsMatch(account) && uri.Host.Contains('.', StringComparison.Ordinal)
                ? $"'{address}' is no storage account's address: is '{(hadoop ? $"abfss://{account}.dfs.core.windows.net" : $"https://{account}.blob.core.windows.net")}' meant?"
                : $"'{address}' is no storage account's address (account names have 3 to 24 small letters and digits): {Examples}.");
        }

        var service = match.Groups["service"].Value == "dfs" ? AzureLakeService.Dfs : AzureLakeService.Blob;
        var right = service == AzureLakeService.Dfs ? $"abfss://{uri.Host}" : $"https://{uri.Host}";
        if (hadoop && service == AzureLakeService.Blob)
        {
            throw new LakeException($"'{address}' asks for ADLS Gen2 at a Blob endpoint: write abfss://{uri.Host.Replace(".blob.", ".dfs.", StringComparison.Ordinal)}.");
        }

        return uri.Scheme is "http" or "abfs" ? throw new LakeException($"'{address}' would send keys and data unencrypted: write {right}.")
            : parts.Length > 0 ? throw NamesContainer(address, parts[0], right)
            : new AzureLakeAddress(service, match.Groups["account"].Value, new Uri($"https://{uri.Host}"), sas);
    }

    private static LakeException NamesContainer(string address, string container, string lake) =>
        new($"'{address}' names the container '{container}', but a lake is the whole account with its four containers: write {lake}. (Other names for them go into {LakeContainerNames.Variable}.)");

    private static string WithoutUser(string address) => UserInfo().Replace(address, "://");

    [GeneratedRegex(@"^(?<account>[a-z0-9]{3,24})(\.z[0-9]{1,2})?\.(privatelink\.)?(?<service>blob|dfs)\.(core\.windows\.net|core\.chinacloudapi\.cn|core\.usgovcloudapi\.net|storage\.azure\.net)$")]
    private static partial Regex Host();

    [GeneratedRegex("^[a-z0-9]{3,24}$")]
    private static partial Regex Account3To24();

    [GeneratedRegex("://[^/]*@")]
    private static partial Regex UserInfo();
}
