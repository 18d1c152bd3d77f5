using System.Text;
using Azure.Core;
using Azure.Identity;
using VoiceLake.Azure.Checks;
using VoiceLake.Azure.Secrets;
using VoiceLake.Azure.Storage;
using VoiceLake.Azure.Tests.Secrets;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Azure.Tests.Checks;

/// <summary>The check's own judgement; what a real client and Azurite say to it is in the conformance tests.</summary>
public sealed class AzureCheckTests : IDisposable
{
    private static readonly AzureLakeAddress Address = AzureLakeAddress.Parse("https://voicelake.blob.core.windows.net");
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_lake_that_takes_everything_is_all_right_and_is_left_empty()
    {
        var lines = await Check(Jwt("""{"upn":"ada@example.org","tid":"t-1"}""")).RunAsync(Token);

        lines.Select(line => (line.Needed, line.Ok)).ShouldBe([
            ("somebody is signed in", true),
            ("bronze can be written, read, listed and emptied", true),
            ("silver can be written, read, listed and emptied", true),
            ("gold can be written, read, listed and emptied", true),
            ("miscellaneous can be written, read, listed and emptied", true),
            ("the account answers", true)]);
        lines[0].Found.ShouldBe("Default: user ada@example.org of tenant t-1");
        lines[1].Found.ShouldBe("written, read, listed, deleted");
        lines[5].Found.ShouldMatch(@"^in \d+ ms \(median of 5\)$");
        Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"appid":"a-1","tid":"t-1"}""", "Default: application a-1 of tenant t-1")]
    [InlineData("""{"oid":"o-1"}""", "Default: principal o-1 of tenant unknown")]
    public async Task Whoever_is_signed_in_is_named_by_the_tokens_claims(string claims, string found) =>
        (await Check(Jwt(claims)).RunAsync(Token))[0].Found.ShouldBe(found);

    [Fact]
    public async Task A_token_is_never_shown_even_where_it_cannot_be_read()
    {
        var lines = await Check("opaque-t0ken").RunAsync(Token);

        lines[0].Found.ShouldBe("Default: a token whose claims cannot be read");
        string.Join('\n', lines).ShouldNotContain("opaque-t0ken");
    }

    [Fact]
    public async Task Where_nobody_is_signed_in_nothing_else_is_tried()
    {
        var line = (await Check(DelegatedTokenCredential.Create((_, _) => throw new CredentialUnavailableException("a list of all that was tried"))).RunAsync(Token)).ShouldHaveSingleItem();

        line.ShouldBe(new AzureCheckLine("somebody is signed in", false, "Default: nobody is signed in here", "Sign in ('az login'), or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET. Or set AZURE_STORAGE_KEY or AZURE_STORAGE_SAS_TOKEN."));
    }

    [Fact]
    public async Task A_secret_that_Entra_ID_refuses_is_told_by_its_code_and_not_shown()
    {
        await using var server = await VaultServer.StartAsync();
        const string Wrong = "wr0ng-client-secret";

        var line = (await new AzureCheck(Address, () => new AzureLakeOptions { Credential = LakeCredential.Token(server.Credential(Wrong), LakeCredentialKind.ClientSecret) }, _ => new FolderLakeStore(_folder.Path)).RunAsync(Token)).ShouldHaveSingleItem();

        (line.Ok, line.Found).ShouldBe((false, "ClientSecret: Microsoft Entra ID refused the credential (AADSTS7000215)"));
        line.Remedy.ShouldStartWith("AZURE_CLIENT_SECRET is not the application's secret: copy its value, not its id, or make a new one");
        line.ToString().ShouldNotContain(Wrong);
    }

    [Fact]
    public async Task A_sign_in_that_does_not_end_is_given_up()
    {
        var line = (await Check(DelegatedTokenCredential.Create((_, _) => default, async (_, stop) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            return default;
        })).RunAsync(Token)).ShouldHaveSingleItem();

        line.ShouldBe(new AzureCheckLine("somebody is signed in", false, "Default: no token", "No token came within 0.1 s: check the network, and that it lets this machine through to login.microsoftonline.com."));
    }

    [Fact]
    public async Task What_of_the_environment_is_left_aside_is_said_beside_who_is_signed_in_and_beside_the_remedy()
    {
        const string Note = "AZURE_STORAGE_KEY is set and left aside, for AZURE_STORAGE_ACCOUNT names 'other' and this lake's account is 'voicelake'.";

        var signedIn = await Check(DelegatedTokenCredential.Create((_, _) => new AccessToken(Jwt("{}"), DateTimeOffset.MaxValue)), note: Note).RunAsync(Token);
        var nobody = await Check(DelegatedTokenCredential.Create((_, _) => throw new CredentialUnavailableException("no")), note: Note).RunAsync(Token);

        signedIn[0].Found.ShouldBe($"Default: principal without a name of tenant unknown; {Note.TrimEnd('.')}");
        nobody[0].Remedy.ShouldEndWith($" {Note}");
    }

    [Fact]
    public async Task A_container_that_refuses_is_named_with_how_far_it_went_and_the_remedy()
    {
        File.WriteAllText(_folder.PathOf("silver"), "a file where a folder should be");

        var lines = await Check(Jwt("{}")).RunAsync(Token);

        lines.Select(line => line.Ok).ShouldBe([true, true, false, true, true]);
        lines[2].Found.ShouldBe("nothing");
        lines[2].Remedy.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_vault_that_may_not_be_read_ends_the_check_with_the_roles_name()
    {
        await using var server = await VaultServer.StartAsync();
        server.HasRole = false;

        var lines = await Check(Jwt("{}"), new KeyVaultSecrets(server.Name, server.Credential(), server.Options())).RunAsync(Token);

        var line = lines.ShouldHaveSingleItem();
        (line.Needed, line.Ok).ShouldBe(("secrets can be read", false));
        line.Remedy.ShouldContain("'Key Vault Secrets User'");
    }

    [Fact]
    public async Task A_vault_without_a_secret_for_the_lake_is_no_fault()
    {
        await using var server = await VaultServer.StartAsync();

        var lines = await Check(Jwt("{}"), new KeyVaultSecrets(server.Name, server.Credential(), server.Options())).RunAsync(Token);

        lines[0].ShouldBe(new AzureCheckLine("secrets can be read", true, $"Key Vault {server.Name}: no azure-storage-key, no azure-storage-sas-token, and none is needed with a token", ""));
    }

    [Fact]
    public async Task What_the_vault_has_is_said_and_not_shown()
    {
        await using var server = await VaultServer.StartAsync();
        server.Values["azure-storage-key"] = "a2V5";

        var lines = await Check(Jwt("{}"), new KeyVaultSecrets(server.Name, server.Credential(), server.Options())).RunAsync(Token);

        lines[0].ShouldBe(new AzureCheckLine("secrets can be read", true, $"Key Vault {server.Name}: azure-storage-key (hidden, from Key Vault {server.Name})", ""));
    }

    private static string Jwt(string claims) => $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.c2ln";

    private AzureCheck Check(string token, ISecretSource? vault = null) => Check(DelegatedTokenCredential.Create((_, _) => new AccessToken(token, DateTimeOffset.MaxValue)), vault);

    private AzureCheck Check(TokenCredential credential, ISecretSource? vault = null, string? note = null, LakeCredentialKind kind = LakeCredentialKind.Default) =>
        new(Address, () => new AzureLakeOptions { Credential = LakeCredential.Token(credential, kind), Note = note }, _ => new FolderLakeStore(_folder.Path))
        {
            Vault = vault,
            Secrets = ["AZURE_STORAGE_KEY", "AZURE_STORAGE_SAS_TOKEN"],
            Limits = new AzureCheckLimits { SignIn = TimeSpan.FromSeconds(vault is null ? 0.1 : 60) },
        };
}
