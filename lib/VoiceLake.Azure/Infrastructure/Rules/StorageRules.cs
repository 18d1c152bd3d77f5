using System.Text.RegularExpressions;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Infrastructure.Rules;

/// <summary>What a storage account must be to hold a lake, and to hold it closed.</summary>
internal static partial class StorageRules
{
    private const string Account = "Microsoft.Storage/storageAccounts";
    private const string Container = "Microsoft.Storage/storageAccounts/blobServices/containers";

    private static readonly string[] Standard = ["Standard_LRS", "Standard_ZRS", "Standard_GRS", "Standard_RAGRS", "Standard_GZRS", "Standard_RAGZRS"];
    private static readonly string[] Premium = ["Premium_LRS", "Premium_ZRS"];

    public static IReadOnlyList<InfrastructureRule> All { get; } =
    [
        new("storage-name", "A storage account's name has 3 to 24 lower-case letters and digits.", Account, Name),
        new("storage-sku", "Performance and redundancy are a pair that there is.", Account, Sku),
        new("storage-kind", "Standard performance goes with StorageV2, Premium with BlockBlobStorage.", Account, Kind),
        new("storage-namespace", "The hierarchical namespace is on: it cannot be turned on lightly afterwards.", Account, account => Demand(account, "properties.isHnsEnabled", true, "renames are no single step and there are no ACLs")),
        new("storage-https", "Requests over plain HTTP are refused.", Account, account => Demand(account, "properties.supportsHttpsTrafficOnly", true, "keys and data can be read on their way")),
        new("storage-tls", "TLS 1.2 is the oldest that is taken.", Account, Tls),
        new("storage-anonymous", "Nobody reads without a sign-in.", Account, account => Demand(account, "properties.allowBlobPublicAccess", false, "a container can be made public")),
        new("container-anonymous", "No container is public.", Container, Access),
        new("container-name", "A container's name has 3 to 63 lower-case letters, digits and single hyphens.", Container, ContainerName),
        new("lake-containers", "A lake has the containers bronze, silver, gold and miscellaneous.", Containers),
    ];

    private static IEnumerable<Mistake> Name(PlannedResource account) =>
        AccountName().IsMatch(account.Name) || PlannedResource.IsExpression(account.Name) ? []
        : [new(account, "name", $"'{account.Name}' is no name of a storage account", "take 3 to 24 lower-case letters and digits")];

    private static IEnumerable<Mistake> Sku(PlannedResource account) =>
        account.Text("sku.name") is not { } sku || Standard.Contains(sku, StringComparer.Ordinal) || Premium.Contains(sku, StringComparer.Ordinal) ? []
        : [new(account, "sku.name", $"there is no '{sku}'", $"take one of {string.Join(", ", Standard.Concat(Premium))}")];

    private static IEnumerable<Mistake> Kind(PlannedResource account)
    {
        var wanted = account.Text("sku.name")?.StartsWith("Premium_", StringComparison.Ordinal) == true ? "BlockBlobStorage" : "StorageV2";
        return account.Text("kind") is { } kind && kind == wanted ? [] : [new(account, "kind", $"'{account.Text("kind")}' does not go with '{account.Text("sku.name")}'", $"take {wanted}")];
    }

    private static IEnumerable<Mistake> Tls(PlannedResource account) =>
        account.Text("properties.minimumTlsVersion") is "TLS1_2" or "TLS1_3" ? []
        : [new(account, "properties.minimumTlsVersion", $"'{account.Text("properties.minimumTlsVersion")}' lets old clients in", "take TLS1_2 or TLS1_3")];

    private static IEnumerable<Mistake> Access(PlannedResource container) =>
        container.Text("properties.publicAccess") is null or "None" ? []
        : [new(container, "properties.publicAccess", $"'{container.Text("properties.publicAccess")}' opens the container to everybody", "take None")];

    private static IEnumerable<Mistake> ContainerName(PlannedResource container) =>
        NameOfContainer().IsMatch(container.Name) ? []
        : [new(container, "name", $"'{container.Name}' is no name of a container", "take 3 to 63 lower-case letters, digits and single hyphens")];

    private static IEnumerable<Mistake> Containers(IReadOnlyList<PlannedResource> resources) =>
        from account in resources
        where account.Is(Account)
        let there = resources.Where(resource => resource.Is(Container) && resource.IsOf(account)).Select(container => container.Name).ToList()
        from missing in LakeContainers.All.Except(there, StringComparer.Ordinal)
        select new Mistake(account, "containers", $"there is no container '{missing}'", "add it: a lake has bronze, silver, gold and miscellaneous");

    private static IEnumerable<Mistake> Demand(PlannedResource account, string path, bool value, string danger) =>
        account.Has(path, value) ? [] : [new(account, path, $"it is not {(value ? "true" : "false")}, so {danger}", $"set it to {(value ? "true" : "false")}")];

    [GeneratedRegex("^[a-z0-9]{3,24}$")]
    private static partial Regex AccountName();

    [GeneratedRegex("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex NameOfContainer();
}
