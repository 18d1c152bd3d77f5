using System.Text.Json.Nodes;
using VoiceLake.Azure.Infrastructure;
using VoiceLake.Tests.Support;

namespace VoiceLake.Azure.Tests.Infrastructure;

public sealed class InfrastructureLinterTests
{
    private const string Account = "Microsoft.Storage/storageAccounts";
    private const string Container = "Microsoft.Storage/storageAccounts/blobServices/containers";
    private const string Vault = "Microsoft.KeyVault/vaults";
    private const string Role = "Microsoft.Authorization/roleAssignments";

    /// <summary>The rule; the type of the resource, the first of which is changed; the property; what is put there.</summary>
    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        { "storage-name", Account, "name", "\"Voice-Lake\"" },
        { "storage-sku", Account, "sku.name", "\"Standard_LSR\"" },
        { "storage-sku", Account, "sku.name", "\"Premium_GRS\"" },
        { "storage-kind", Account, "kind", "\"StorageV3\"" },
        { "storage-kind", Account, "sku.name", "\"Premium_ZRS\"" },
        { "storage-namespace", Account, "properties.isHnsEnabled", "false" },
        { "storage-namespace", Account, "properties.isHnsEnabled", "\"true\"" },
        { "storage-https", Account, "properties.supportsHttpsTrafficOnly", "false" },
        { "storage-tls", Account, "properties.minimumTlsVersion", "\"TLS1_1\"" },
        { "storage-anonymous", Account, "properties.allowBlobPublicAccess", "true" },
        { "container-anonymous", Container, "properties.publicAccess", "\"Blob\"" },
        { "container-name", Container, "name", "\"Bronze\"" },
        { "container-name", Container, "name", "\"my--data\"" },
        { "lake-containers", Container, "name", "\"bronce\"" },
        { "role-definition", Role, "properties.roleDefinitionId", "\"Storage Blob Data Contributor\"" },
        { "role-definition", Role, "properties.roleDefinitionId", "\"ba92f5b4-2d11-453d-a403-e96b0029c9fe\"" },
        { "role-principal-type", Role, "properties.principalType", "\"Application\"" },
        { "role-principal-type", Role, "properties.principalType", "null" },
        { "role-principal", Role, "properties.principalId", "\"somebody@example.org\"" },
        { "role-principal", Role, "properties.principalId", "\"00000000-0000-0000-0000-000000000000\"" },
        { "role-assignment-name", Role, "name", "\"contributor\"" },
        { "vault-name", Vault, "name", "\"1vault\"" },
        { "vault-roles", Vault, "properties.enableRbacAuthorization", "false" },
        { "vault-soft-delete", Vault, "properties.softDeleteRetentionInDays", "3" },
        { "vault-soft-delete", Vault, "properties.enablePurgeProtection", "false" },
        { "plain-secret", "Microsoft.Synapse/workspaces", "properties.sqlAdministratorLoginPassword", "\"x\"" },
        { "plain-secret", "Microsoft.DataFactory/factories/linkedservices", "properties.typeProperties.accessToken", """{"type": "SecureString", "value": "x"}""" },
        { "databricks-tier", "Microsoft.Databricks/workspaces", "sku.name", "\"standard\"" },
        { "synapse-file-system", "Microsoft.Synapse/workspaces", "properties.defaultDataLakeStorage.filesystem", "\"gold\"" },
        { "synapse-file-system", "Microsoft.Synapse/workspaces", "properties.defaultDataLakeStorage.filesystem", "\"workspace\"" },
        { "budget-start", "Microsoft.Consumption/budgets", "properties.timePeriod.startDate", "\"2026-12-15\"" },
    };

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public void The_committed_plans_have_no_findings(string environment) => InfrastructureLinter.Check(Snapshot(environment)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_planted_mistake_is_found_where_it_is(string rule, string type, string path, string json)
    {
        var findings = InfrastructureLinter.Check(Plant(type, path, json));

        var finding = findings.Where(found => found.Rule == rule).ShouldHaveSingleItem(string.Join('\n', findings));
        finding.Resource.ShouldStartWith(rule == "lake-containers" ? Account : type);
        finding.ToString().ShouldEndWith(".");
    }

    [Fact]
    public void Every_rule_has_a_planted_mistake_and_a_sentence()
    {
        var planted = Mistakes.Select(row => row.Data.Item1).ToHashSet(StringComparer.Ordinal);

        InfrastructureLinter.Rules.Select(rule => rule.Id).Except(planted, StringComparer.Ordinal).ShouldBe(["databricks-managed-group"]);
        InfrastructureLinter.Rules.ShouldAllBe(rule => rule.Sentence.EndsWith('.'));
    }

    [Fact]
    public void A_workspace_cannot_manage_the_group_that_it_lies_in()
    {
        var plan = JsonNode.Parse(Snapshot("dev"))!;
        var workspace = First(plan, "Microsoft.Databricks/workspaces");
        workspace["properties"]!["managedResourceGroupId"] = workspace["id"]!.GetValue<string>().Split("/providers/")[0];

        InfrastructureLinter.Check(plan.ToJsonString()).ShouldHaveSingleItem().Rule.ShouldBe("databricks-managed-group");
    }

    [Fact]
    public void No_message_repeats_a_secret() =>
        InfrastructureLinter.Check(Plant("Microsoft.Synapse/workspaces", "properties.sqlAdministratorLoginPassword", "\"hunter2\"")).ShouldHaveSingleItem().ToString().ShouldNotContain("hunter2");

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"resources": []}""")]
    public void A_file_that_is_no_snapshot_is_refused_with_the_command_that_makes_one(string text) =>
        Should.Throw<InvalidDataException>(() => InfrastructureLinter.Check(text)).Message.ShouldContain("bicep snapshot");

    private static string Snapshot(string environment) => File.ReadAllText(Repository.PathOf("infra", "parameters", $"{environment}.snapshot.json"));

    private static JsonNode First(JsonNode plan, string type) => plan["predictedResources"]!.AsArray().First(resource => resource!["type"]!.GetValue<string>() == type)!;

    private static string Plant(string type, string path, string json)
    {
        var plan = JsonNode.Parse(Snapshot("dev"))!;
        var holder = First(plan, type);
        var names = path.Split('.');
        foreach (var name in names[..^1])
        {
            holder = holder[name]!;
        }

        holder[names[^1]] = JsonNode.Parse(json);
        return plan.ToJsonString();
    }
}
