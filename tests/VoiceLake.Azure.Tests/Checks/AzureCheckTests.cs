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
    public async Task Without_a_token_nothing_else_is_tried()
    {
        var line = (await Check(DelegatedTokenCredential.Create((_, _) => throw new AuthenticationFailedException("no"))).RunAsync(Token)).ShouldHaveSingleItem();

        line.Ok.ShouldBeFalse();
        line.Remedy.ShouldStartWith("Sign in ('az login')");
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
    public async Task What_the_vault_has_is_said_and_not_shown()
    {
        await using var server = await VaultServer.StartAsync();
        server.Values["azure-storage-key"] = "a2V5";

        var lines = await Check(Jwt("{}"), new KeyVaultSecrets(server.Name, server.Credential(), server.Options())).RunAsync(Token);

        lines[0].ShouldBe(new AzureCheckLine("secrets can be read", true, $"Key Vault {server.Name}: azure-storage-key (hidden, from Key Vault {server.Name})", ""));
    }

    private static string Jwt(string claims) => $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.c2ln";

    private AzureCheck Check(string token) => Check(DelegatedTokenCredential.Create((_, _) => new AccessToken(token, DateTimeOffset.MaxValue)));

    private AzureCheck Check(string token, ISecretSource vault) => Check(DelegatedTokenCredential.Create((_, _) => new AccessToken(token, DateTimeOffset.MaxValue)), vault);

    private AzureCheck Check(TokenCredential credential, ISecretSource? vault = null) =>
        new(Address, () => new AzureLakeOptions { Credential = LakeCredential.Token(credential) }, () => new FolderLakeStore(_folder.Path), vault);
}
