using VoiceLake.Azure.Infrastructure;

namespace VoiceLake.Conformance.Infra;

/// <summary>Mistakes, each put alone into a copy of infra/, are caught before anything is deployed.</summary>
public sealed class PlantedMistakeTests : IDisposable
{
    private const string Dev = "parameters/dev.bicepparam";

    private readonly InfraCopy _infra = new();

    public void Dispose() => _infra.Dispose();

    [Theory]
    [InlineData("modules/storage.bicep", "isHnsEnabled:", "isHnsEnbled:", "BCP089")]
    [InlineData("modules/storage.bicep", "minimumTlsVersion: options.?minimumTls ?? 'TLS1_2'", "minimumTlsVersion: 12", "BCP036")]
    [InlineData("modules/synapse.bicep", "      tenantId: tenant().tenantId\n", "      tenantID: tenant().tenantId\n", "BCP089")]
    [InlineData("modules/databricks.bicep", "'Microsoft.Databricks/workspaces@", "'Microsoft.Databricks/workspace@", "BCP081")]
    [InlineData("modules/data-factory.bicep", "linkedService/web_source.json", "linkedService/web.json", "BCP091")]
    [InlineData("modules/monitoring.bicep", "retentionInDays: retentionDays", "retentionInDays: 30", "no-unused-params")]
    [InlineData("modules/storage.bicep", "output accountId string = account.id", "output accountId string = account.listKeys().keys[0].value", "outputs-should-not-contain-secrets")]
    [InlineData("modules/principal.bicep", "'ServicePrincipal' | 'User' | 'Group'", "'ServicePrinciple' | 'User' | 'Group'", "BCP088", "main.bicep")]
    [InlineData("main.bicep", "vault.outputs.name", "vault.outputs.vaultName", "BCP053", "main.bicep")]
    [InlineData("main.bicep", "    amount: budgetAmount\n", "", "BCP035", "main.bicep")]
    [InlineData("parameters/prod.bicepparam", "redundancy: 'GZRS'", "redundancy: 'GRZS'", "BCP036", "parameters/prod.bicepparam")]
    [InlineData("parameters/dev.bicepparam", "param environmentName = 'dev'", "param environmentName = 'test'", "BCP033", "parameters/dev.bicepparam")]
    public async Task A_mistake_in_types_or_names_is_found_by_Bicep(string file, string right, string wrong, string rule, string? read = null)
    {
        await _infra.PlantAsync(file, right, wrong);

        var findings = await _infra.Bicep.LintAsync(read ?? file);

        findings.ShouldContain(finding => finding.StartsWith(rule), string.Join('\n', findings));
    }

    [Theory]
    [InlineData("modules/storage.bicep", "name: '${performance}_${replication}'", "name: '${performance}-${replication}'", "storage-sku")]
    [InlineData("modules/storage.bicep", "'StorageV2'", "'StorageV1'", "storage-kind")]
    [InlineData("modules/storage.bicep", "'gold', 'miscellaneous'", "'gold', 'misc'", "lake-containers")]
    [InlineData("modules/storage-roles.bicep", "'ba92f5b4-2d11-453d-a403-e96b0029c9fe'", "'Storage Blob Data Contributor'", "role-definition")]
    [InlineData("modules/key-vault-roles.bicep", "principalType: reader.type", "principalType: 'Application'", "role-principal-type")]
    [InlineData("data-factory/linkedService/databricks.json", "\"type\": \"AzureKeyVaultSecret\",", "\"type\": \"SecureString\", \"value\": \"dapi\",", "plain-secret")]
    public async Task A_mistake_that_Bicep_lets_pass_is_found_in_the_snapshot(string file, string right, string wrong, string rule)
    {
        await _infra.PlantAsync(file, right, wrong);

        var (snapshot, failure) = await _infra.Bicep.SnapshotAsync(Dev);

        snapshot.ShouldNotBeNull(failure);
        var findings = InfrastructureLinter.Check(snapshot);
        findings.ShouldContain(finding => finding.Rule == rule, string.Join('\n', findings));
    }

    [Theory]
    [InlineData("param environmentName = 'dev'", "param storage = { readAccess: true }\nparam environmentName = 'dev'", "Read access in the second region needs one")]
    [InlineData("param environmentName = 'dev'", "param storage = { performance: 'Premium', redundancy: 'GRS' }\nparam environmentName = 'dev'", "Premium accounts have no second region")]
    public async Task Settings_that_exclude_each_other_fail_with_the_remedy(string right, string wrong, string message)
    {
        await _infra.PlantAsync(Dev, right, wrong);

        var (snapshot, failure) = await _infra.Bicep.SnapshotAsync(Dev);

        (snapshot + failure).ShouldContain(message);
    }
}
