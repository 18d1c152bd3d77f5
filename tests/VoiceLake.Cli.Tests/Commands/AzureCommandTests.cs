using System.Net;
using System.Net.Sockets;
using VoiceLake.Tests.Support.Accounts;

namespace VoiceLake.Cli.Tests.Commands;

public sealed class AzureCommandTests
{
    private const string Lake = "https://speech.blob.core.windows.net";

    [Fact]
    public async Task Azure_check_of_a_lake_that_is_no_lake_in_Azure_says_what_to_write()
    {
        var (exitCode, _, error) = await CliProcess.RunAsync("azure", "check", "--lake", "abfss://silver@speech.dfs.core.windows.net");

        exitCode.ShouldBe(2);
        error.ShouldContain("names the container 'silver', but a lake is the whole account");
    }

    [Fact]
    public async Task Azure_check_without_a_lake_names_the_option_and_the_variable()
    {
        var (exitCode, _, error) = await CliProcess.RunAsync(Environment(("VOICELAKE_LAKE", "")), "azure", "check");

        (exitCode, error).ShouldBe((2, "voicelake: no lake is named: give --lake URI, or set VOICELAKE_LAKE, such as abfss://ACCOUNT.dfs.core.windows.net\n"));
    }

    [Fact]
    public async Task Azure_check_of_an_emulator_that_does_not_run_is_one_line_and_leaves_the_vault_out()
    {
        var port = PortThatNothingListensAt();

        var (exitCode, output, error) = await CliProcess.RunAsync(
            Environment(("VOICELAKE_KEY_VAULT", "voicelake-dev"), ("VOICELAKE_LAKE", $"http://127.0.0.1:{port}/devstoreaccount1")), "azure", "check");

        exitCode.ShouldBe(1);
        output.ShouldNotContain("secrets");
        error.ShouldStartWith($"the account answers: no answer from http://127.0.0.1:{port}/devstoreaccount1 (3 tries): ");
        error.ShouldEndWith("an emulator must run.\n");
        error.Trim().ShouldNotContain("\n");
    }

    [Fact]
    public async Task Azure_check_says_in_one_line_for_all_containers_what_they_lack_together()
    {
        await using var account = await StandInAccount.ReadingAsync();

        var (exitCode, output, error) = await CliProcess.RunAsync(
            Environment(("AZURE_STORAGE_KEY", "c2VjcmV0LWtleQ==")), "azure", "check", "--lake", $"http://{account.Authority}/devstoreaccount1?sp=rl&sig=S3CRET");

        exitCode.ShouldBe(1);
        output.Split('\n').Count(line => line.Contains("missing", StringComparison.Ordinal)).ShouldBe(4);
        error.ShouldStartWith($"bronze, silver, gold, miscellaneous can be written, read, listed and emptied: http://{account.Authority}/devstoreaccount1 refused the credential (Sas) with AuthorizationPermissionMismatch, HTTP 403. ");
        error.Trim().ShouldNotContain("\n");
        (output + error).ShouldNotContain("S3CRET");
    }

    [Theory]
    [InlineData("AZURE_TENANT_ID=my tenant!", "AZURE_TENANT_ID is no tenant: write its id or its domain")]
    [InlineData("AZURE_TENANT_ID=t|AZURE_CLIENT_SECRET=S3CRET", "AZURE_CLIENT_SECRET is set, and AZURE_CLIENT_ID is missing")]
    [InlineData("VOICELAKE_KEY_VAULT=my_vault", "VOICELAKE_KEY_VAULT names no Key Vault. Write a vault's name, such as voicelake-dev")]
    [InlineData("AZURE_TOKEN_CREDENTIALS=nobody", "look at those that begin with AZURE_, AZURE_TOKEN_CREDENTIALS before others")]
    public async Task A_variable_that_cannot_be_meant_so_is_one_line_and_exit_code_2(string variables, string says)
    {
        foreach (var command in (string[][])[["azure", "check", "--lake", Lake], ["lake", "tables", "--lake", Lake]])
        {
            var (exitCode, _, error) = await CliProcess.RunAsync(Environment([.. variables.Split('|').Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1]))]), command);

            exitCode.ShouldBe(2, error);
            error.ShouldContain(says);
            error.ShouldNotContain("S3CRET");
            error.Trim().ShouldNotContain("\n");
        }
    }

    [Fact]
    public async Task Azure_check_where_nobody_is_signed_in_names_the_key_that_was_left_aside()
    {
        var (exitCode, _, error) = await CliProcess.RunAsync(
            Environment(("AZURE_TOKEN_CREDENTIALS", "EnvironmentCredential"), ("AZURE_STORAGE_ACCOUNT", "other"), ("AZURE_STORAGE_KEY", "c2VjcmV0LWtleQ==")), "azure", "check", "--lake", Lake);

        (exitCode, error).ShouldBe((1, "somebody is signed in: Sign in ('az login'), or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET. Or set AZURE_STORAGE_KEY or AZURE_STORAGE_SAS_TOKEN. "
            + "AZURE_STORAGE_KEY is set and left aside, for AZURE_STORAGE_ACCOUNT names 'other' and this lake's account is 'speech'.\n"));
    }

    // Nothing of what the machine that runs the tests is signed in with.
    private static Dictionary<string, string> Environment(params (string Name, string Value)[] variables)
    {
        var environment = new[] { "VOICELAKE_KEY_VAULT", "AZURE_STORAGE_ACCOUNT", "AZURE_STORAGE_KEY", "AZURE_STORAGE_SAS_TOKEN", "AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET", "AZURE_TOKEN_CREDENTIALS" }.ToDictionary(name => name, _ => "");
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        return environment;
    }

    private static int PortThatNothingListensAt()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
