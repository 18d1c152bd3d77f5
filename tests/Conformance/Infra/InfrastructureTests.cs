using VoiceLake.Azure.Infrastructure;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Infra;

/// <summary>The workspace as code: Microsoft's compiler finds nothing in it, the plans are the committed ones, and mistakes are caught.</summary>
public sealed class InfrastructureTests : IDisposable
{
    private const string Dev = "parameters/dev.bicepparam";

    private readonly TemporaryFolder _folder = new();
    private readonly Bicep _bicep;

    public InfrastructureTests()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("infra"), "*", SearchOption.AllDirectories))
        {
            var copy = _folder.PathOf(Path.GetRelativePath(Repository.PathOf("infra"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        _bicep = new Bicep(_folder.Path);
    }

    public static TheoryData<string> Files =>
    [
        .. Directory.EnumerateFiles(Repository.PathOf("infra"), "*.bicep*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.PathOf("infra"), file)).Order(StringComparer.Ordinal),
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_has_no_findings(string file) => (await _bicep.LintAsync(file)).ShouldBeEmpty();

    [Theory]
    [InlineData("parameters/dev.bicepparam")]
    [InlineData("parameters/prod.bicepparam")]
    public async Task The_committed_snapshot_is_what_the_deployment_would_make(string parameters)
    {
        var (exitCode, text) = await _bicep.ValidateAsync(parameters);

        exitCode.ShouldBe(0, $"infra/{parameters} predicts other resources than its snapshot says. If that is meant: docs/azure.md has the command that writes it anew.\n{text}");
    }

    [Theory]
    [InlineData("modules/storage.bicep", "isHnsEnabled:", "isHnsEnbled:", "BCP037")]
    [InlineData("modules/storage.bicep", "minimumTlsVersion: options.?minimumTls ?? 'TLS1_2'", "minimumTlsVersion: 12", "BCP036")]
    [InlineData("modules/synapse.bicep", "      tenantId: tenant().tenantId\n", "      tenantID: tenant().tenantId\n", "BCP089")]
    [InlineData("modules/databricks.bicep", "'Microsoft.Databricks/workspaces@", "'Microsoft.Databricks/workspace@", "BCP081")]
    [InlineData("modules/data-factory.bicep", "linkedService/web_source.json", "linkedService/web.json", "BCP091")]
    [InlineData("modules/monitoring.bicep", "retentionInDays: retentionDays", "retentionInDays: 30", "no-unused-params")]
    [InlineData("modules/storage.bicep", "output accountId string = account.id", "output accountId string = account.listKeys().keys[0].value", "outputs-should-not-contain-secrets")]
    [InlineData("modules/principal.bicep", "'ServicePrincipal' | 'User' | 'Group'", "'ServicePrinciple' | 'User' | 'Group'", "BCP036", "main.bicep")]
    [InlineData("main.bicep", "vault.outputs.name", "vault.outputs.vaultName", "BCP053", "main.bicep")]
    [InlineData("main.bicep", "    amount: budgetAmount\n", "", "BCP035", "main.bicep")]
    [InlineData("parameters/prod.bicepparam", "redundancy: 'GZRS'", "redundancy: 'GRZS'", "BCP036", "parameters/prod.bicepparam")]
    [InlineData("parameters/dev.bicepparam", "param environmentName = 'dev'", "param environmentName = 'test'", "BCP033", "parameters/dev.bicepparam")]
    public async Task A_mistake_in_types_or_names_is_found_by_Bicep(string file, string right, string wrong, string rule, string? read = null)
    {
        await PlantAsync(file, right, wrong);

        var findings = await _bicep.LintAsync(read ?? file);

        findings.ShouldContain(finding => finding.StartsWith(rule), string.Join('\n', findings));
    }

    [Theory]
    [InlineData("modules/storage.bicep", "name: '${performance}_${replication}'", "name: '${performance}-${replication}'", "storage-sku")]
    [InlineData("modules/storage.bicep", "'StorageV2'", "'StorageV1'", "storage-kind")]
    [InlineData("modules/storage.bicep", "publicAccess: 'None'", "publicAccess: 'Container'", "container-anonymous")]
    [InlineData("modules/storage.bicep", "'gold', 'miscellaneous'", "'gold', 'misc'", "lake-containers")]
    [InlineData("modules/storage-roles.bicep", "'ba92f5b4-2d11-453d-a403-e96b0029c9fe'", "'Storage Blob Data Contributor'", "role-definition")]
    [InlineData("modules/key-vault-roles.bicep", "principalType: reader.type", "principalType: 'Application'", "role-principal-type")]
    [InlineData("modules/key-vault.bicep", "purgeProtection ? true : null", "purgeProtection", "vault-soft-delete")]
    [InlineData("data-factory/linkedService/databricks.json", "\"type\": \"AzureKeyVaultSecret\",", "\"type\": \"SecureString\", \"value\": \"dapi\",", "plain-secret")]
    public async Task A_mistake_that_Bicep_lets_pass_is_found_in_the_snapshot(string file, string right, string wrong, string rule)
    {
        await PlantAsync(file, right, wrong);

        var (snapshot, failure) = await _bicep.SnapshotAsync(Dev);

        snapshot.ShouldNotBeNull(failure);
        var findings = InfrastructureLinter.Check(snapshot);
        findings.ShouldContain(finding => finding.Rule == rule, string.Join('\n', findings));
    }

    [Theory]
    [InlineData("param environmentName = 'dev'", "param storage = { readAccess: true }\nparam environmentName = 'dev'", "Read access in the second region needs one")]
    [InlineData("param environmentName = 'dev'", "param storage = { performance: 'Premium', redundancy: 'GRS' }\nparam environmentName = 'dev'", "Premium accounts have no second region")]
    public async Task Settings_that_exclude_each_other_fail_with_the_remedy(string right, string wrong, string message)
    {
        await PlantAsync(Dev, right, wrong);

        var (snapshot, failure) = await _bicep.SnapshotAsync(Dev);

        (snapshot + failure).ShouldContain(message);
    }

    [Fact]
    public async Task A_change_that_was_not_committed_as_a_snapshot_is_told_with_its_place()
    {
        await PlantAsync("modules/storage.bicep", "allowCrossTenantReplication: options.?crossTenantReplication ?? false", "allowCrossTenantReplication: true");

        var (exitCode, text) = await _bicep.ValidateAsync(Dev);

        exitCode.ShouldBe(1);
        text.ShouldContain("allowCrossTenantReplication");
    }

    private async Task PlantAsync(string file, string right, string wrong)
    {
        var path = _folder.PathOf(file);
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        text.ShouldContain(right, Case.Sensitive);
        await File.WriteAllTextAsync(path, text.Replace(right, wrong, StringComparison.Ordinal), TestContext.Current.CancellationToken);
    }
}
