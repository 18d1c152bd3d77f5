using VoiceLake.DataFactory.Expressions.Evaluation;

namespace VoiceLake.DataFactory.Running.Activities;

/// <summary>Which properties each activity, dataset, linked service and group of settings may have here; every other one fails by its name.</summary>
/// <remarks>A property marked <c>name=value</c> may have that value alone; one marked <c>name~</c> is read by Azure only and changes nothing here.</remarks>
internal static class SupportedProperties
{
    private const string NoEffect = "accepted, without effect on this machine";

    private static readonly SortedDictionary<string, IReadOnlyList<SupportedProperty>> Types = new(StringComparer.Ordinal)
    {
        // Activities: their typeProperties.
        ["Copy"] = Of("source sink enableStaging=false parallelCopies~ dataIntegrationUnits~ validateDataConsistency~"),
        ["DatabricksNotebook"] = Of("notebookPath baseParameters"),
        ["Lookup"] = Of("source dataset firstRowOnly"),
        ["GetMetadata"] = Of("dataset fieldList storeSettings formatSettings"),
        ["Delete"] = Of("dataset storeSettings enableLogging=false maxConcurrentConnections~ recursive"),
        ["Validation"] = Of("dataset timeout sleep minimumSize childItems"),
        ["WebActivity"] = Of("url method headers body authentication httpRequestTimeout disableCertValidation turnOffAsync datasets linkedServices"),

        // Sources and sinks.
        ["BinarySource"] = Of("type storeSettings formatSettings"),
        ["JsonSource"] = Of("type storeSettings formatSettings"),
        ["DelimitedTextSource"] = Of("type storeSettings formatSettings"),
        ["BinarySink"] = Of("type storeSettings"),
        ["JsonSink"] = Of("type storeSettings formatSettings"),
        ["DelimitedTextSink"] = Of("type storeSettings formatSettings"),

        // Settings of stores.
        ["HttpReadSettings"] = Of("type requestMethod requestBody additionalHeaders requestTimeout maxConcurrentConnections~ enablePartitionDiscovery=false"),
        ["AzureBlobFSReadSettings"] = LakeRead,
        ["AzureBlobStorageReadSettings"] = LakeRead,
        ["AzureBlobFSWriteSettings"] = LakeWrite,
        ["AzureBlobStorageWriteSettings"] = LakeWrite,

        // Settings of formats.
        ["BinaryReadSettings"] = Of("type compressionProperties"),
        ["JsonReadSettings"] = Of("type compressionProperties"),
        ["DelimitedTextReadSettings"] = Of("type skipLineCount compressionProperties"),
        ["TarGZipReadSettings"] = Of("type preserveCompressionFileNameAsFolder"),
        ["ZipDeflateReadSettings"] = Of("type preserveZipFileNameAsFolder"),
        ["JsonWriteSettings"] = Of("type filePattern"),
        ["DelimitedTextWriteSettings"] = Of("type fileExtension quoteAllText"),

        // Datasets: their typeProperties.
        ["Binary"] = Of("location compression"),
        ["Json"] = Of("location compression encodingName"),
        ["DelimitedText"] = Of("location columnDelimiter rowDelimiter quoteChar escapeChar firstRowAsHeader nullValue encodingName compressionCodec compressionLevel"),
        ["compression"] = Of("type level"),
        ["HttpServerLocation"] = Of("type relativeUrl"),
        ["AzureBlobFSLocation"] = Of("type fileSystem folderPath fileName"),
        ["AzureBlobStorageLocation"] = Of("type container folderPath fileName"),

        // Linked services: their typeProperties. Logins of a lake belong to Azure: the lake that stands for it here asks for none.
        ["HttpServer"] = Of("url authenticationType userName password enableServerCertificateValidation"),
        ["AzureBlobFS"] = Of("url accountKey~ tenant~ servicePrincipalId~ servicePrincipalKey~ servicePrincipalCredentialType~ servicePrincipalCredential~ azureCloudType~ encryptedCredential~ credential~"),
        ["AzureBlobStorage"] = Of("serviceEndpoint accountKind~ tenant~ servicePrincipalId~ servicePrincipalKey~ azureCloudType~ encryptedCredential~ credential~"),
        ["Basic"] = Of("type username password"),
    };

    /// <summary>The tables by type, in the order of their names.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<SupportedProperty>> All => Types;

    private static IReadOnlyList<SupportedProperty> LakeRead =>
        Of("type recursive wildcardFolderPath wildcardFileName modifiedDatetimeStart modifiedDatetimeEnd deleteFilesAfterCompletion maxConcurrentConnections~ enablePartitionDiscovery=false");

    private static IReadOnlyList<SupportedProperty> LakeWrite => Of("type copyBehavior maxConcurrentConnections~ blockSizeInMB~");

    /// <summary>Refuses a type without a table, and properties that its table lacks.</summary>
    public static void Check(ActivityProperties properties, string type)
    {
        if (!Types.TryGetValue(type, out var supported))
        {
            throw new WorkException(WorkException.Unsupported, $"{properties.Place}: '{type}' is not supported here.");
        }

        foreach (var (name, node) in properties.Json)
        {
            var known = supported.FirstOrDefault(property => property.Name == name)
                ?? throw new WorkException(WorkException.Unsupported, $"{properties.Place}: '{name}' of {type} is not supported here: leave it out; supported are {string.Join(", ", supported.Select(property => property.Name))}.");
            if (known.Only is { } only && node is not null && !string.Equals(Values.ToText(node), only, StringComparison.OrdinalIgnoreCase))
            {
                throw new WorkException(WorkException.Unsupported, $"{properties.Place}: '{name}' of {type} is supported here as {only} alone: leave it out.");
            }
        }
    }

    private static SupportedProperty[] Of(string names) => [.. names.Split(' ').Select(Read)];

    private static SupportedProperty Read(string text) => text.Split('=') switch
    {
        [var name, var only] => new SupportedProperty(name, only, $"only {only}"),
        _ when text[^1] == '~' => new SupportedProperty(text[..^1], Note: NoEffect),
        _ => new SupportedProperty(text),
    };
}
