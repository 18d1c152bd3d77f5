using VoiceLake.Azure.Workspaces;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Azure.Tests.Workspaces;

public sealed class AzureWorkspaceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public void The_plan_has_every_kind_of_resource_and_no_finding(string environment)
    {
        var plan = AzureWorkspace.Plan(environment).ToDictionary(type => type.Type, type => type.Count);

        plan["Microsoft.Storage/storageAccounts"].ShouldBe(1);
        plan["Microsoft.KeyVault/vaults"].ShouldBe(1);
        plan["Microsoft.DataFactory/factories"].ShouldBe(1);
        plan["Microsoft.Databricks/workspaces"].ShouldBe(1);
        plan["Microsoft.Synapse/workspaces"].ShouldBe(1);
        AzureWorkspace.Check(environment).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_environment_that_there_is_not_is_an_error_before_anything_runs()
    {
        Should.Throw<LakeException>(() => AzureWorkspace.Plan("test")).Message.ShouldEndWith("test.snapshot.json' is not there: name one of the environments in infra/parameters, such as dev.");
        (await Should.ThrowAsync<LakeException>(() => AzureWorkspace.DeployAsync("test", cancellationToken: Token))).Message.ShouldContain("test.bicepparam' is not there");
    }

    [Fact]
    public async Task A_machine_without_the_CLI_is_told_where_to_get_it() =>
        (await Should.ThrowAsync<LakeException>(() => AzureCli.RunAsync(["version"], Token, "no-such-az"))).Message.ShouldStartWith("The Azure CLI (az) is not on this machine: install it");

    [Fact]
    public async Task What_the_CLI_says_comes_back_and_its_failure_is_an_error()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new TemporaryFolder();
        var az = folder.PathOf("az");
        await File.WriteAllTextAsync(az, "#!/bin/sh\n[ \"$1\" = fail ] && { echo 'ERROR: (Denied) No.' >&2; exit 3; }\necho \"did: $*\"\n", Token);
        File.SetUnixFileMode(az, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        (await AzureCli.RunAsync(["deployment", "a b"], Token, az)).ShouldBe("did: deployment a b\n");
        (await Should.ThrowAsync<LakeException>(() => AzureCli.RunAsync(["fail"], Token, az))).Message.ShouldBe("'az fail' failed with exit code 3: ERROR: (Denied) No.");
    }
}
