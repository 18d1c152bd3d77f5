using System.Globalization;

namespace VoiceLake.Azure.Infrastructure.Rules;

/// <summary>What Databricks, Synapse and the budget need of one another and of the calendar.</summary>
internal static class WorkspaceRules
{
    private const string Databricks = "Microsoft.Databricks/workspaces";
    private const string Synapse = "Microsoft.Synapse/workspaces";
    private const string Container = "Microsoft.Storage/storageAccounts/blobServices/containers";

    public static IReadOnlyList<InfrastructureRule> All { get; } =
    [
        new("databricks-tier", "Unity Catalog needs the premium tier.", Databricks, Tier),
        new("databricks-managed-group", "Databricks manages a resource group of its own, which is not there before.", Databricks, ManagedGroup),
        new("synapse-file-system", "Synapse's file system is a container of the lake that is no layer of it.", FileSystem),
        new("budget-start", "A budget begins on the first of a month.", "Microsoft.Consumption/budgets", BudgetStart),
    ];

    private static IEnumerable<Mistake> Tier(PlannedResource workspace) =>
        workspace.Text("sku.name") == "premium" ? [] : [new(workspace, "sku.name", $"'{workspace.Text("sku.name")}' has no Unity Catalog", "take premium")];

    private static IEnumerable<Mistake> ManagedGroup(PlannedResource workspace) =>
        workspace.Text("properties.managedResourceGroupId") is { } group && workspace.Id.StartsWith(group + "/", StringComparison.OrdinalIgnoreCase)
            ? [new(workspace, "properties.managedResourceGroupId", "it is the group that the workspace itself lies in", "name a group that is not there yet")]
            : [];

    private static IEnumerable<Mistake> FileSystem(IReadOnlyList<PlannedResource> resources) =>
        from workspace in resources
        where workspace.Is(Synapse)
        let name = workspace.Text("properties.defaultDataLakeStorage.filesystem")
        where name is not null && (Lake.LakeContainers.All.Contains(name, StringComparer.Ordinal) || !resources.Any(resource => resource.Is(Container) && resource.Name == name))
        select new Mistake(workspace, "properties.defaultDataLakeStorage.filesystem", $"'{name}' is a layer of the lake, or is not made", "add a container of Synapse's own to the storage account and name it here");

    private static IEnumerable<Mistake> BudgetStart(PlannedResource budget) =>
        budget.Text("properties.timePeriod.startDate") is not { } start
        || (DateTime.TryParse(start, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var day) && day is { Day: 1, TimeOfDay.Ticks: 0 }) ? []
        : [new(budget, "properties.timePeriod.startDate", $"'{start}' is not the first of a month", "write it as 2026-12-01")];
}
