using Azure.Core;
using Azure.Identity;
using VoiceLake.Azure.Storage;
using VoiceLake.Azure.Tests.Storage.Dfs;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;
using VoiceLake.Tests.Support.Accounts;
using VoiceLake.Tests.Support.Dfs;

namespace VoiceLake.Azure.Tests.Storage;

/// <summary>What a refusal or a silence of the service is told as, through both endpoints' stores.</summary>
public sealed class StorageErrorsTests
{
    private const string MakeANewOne = "make a new one with the permissions racwdl (read, add, create, write, delete, list), for the service Blob and the resource types container and object.";
    private static readonly LakePath Object = LakePath.Parse("bronze/a");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Requests => new()
    {
        { "http", "find", "r (read)" },
        { "http", "read", "r (read)" },
        { "http", "list", "l (list)" },
        { "http", "level", "l (list)" },
        { "http", "put", "w (write)" },
        { "http", "upload", "w (write)" },
        { "http", "delete", "d (delete)" },
        { "abfs", "find", "r (read)" },
        { "abfs", "read", "r (read)" },
        { "abfs", "list", "l (list)" },
        { "abfs", "level", "l (list)" },
        { "abfs", "upload", "w (write)" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_signature_that_lacks_a_permission_is_told_which_and_what_to_make_instead_of_a_role(string scheme, string what, string permission)
    {
        await using var server = await StandInAccount.RefusingAsync(403, "AuthorizationPermissionMismatch");

        var refused = await RefusedAsync($"{scheme}://{server.Authority}/speech?sp=x&sig={SecretLedger.Note("c2lnbmF0dXJl")}", what);

        refused.ShouldBe($"'bronze/{(what is "list" or "level" ? "" : "a")}': {scheme}://{server.Authority}/speech refused the credential (Sas) with AuthorizationPermissionMismatch, HTTP 403. The signature does not carry the permission for this, {permission}; it carries x: {MakeANewOne}");
    }

    [Fact]
    public async Task A_user_delegation_signature_is_told_that_its_signer_needs_the_role_too()
    {
        await using var server = await StandInAccount.RefusingAsync(403, "AuthorizationPermissionMismatch");

        var refused = await RefusedAsync($"http://{server.Authority}/speech?skoid=o&sr=c&sp=rl&sig=x", "put");

        refused.ShouldEndWith($"it carries rl: {MakeANewOne} It is a user delegation signature, which allows no more than its signer may: that identity needs the role Storage Blob Data Contributor on the storage account (Storage Blob Data Reader is enough to read), too.");
    }

    [Theory]
    [InlineData("sp=rl&sr=c", " This one is for one container alone, and a lake has four containers.")]
    [InlineData("sp=rl&sr=b", " This one is for one object or folder alone, and a lake has four containers.")]
    [InlineData("sp=rl&ss=b&srt=co", "")]
    public async Task A_signature_that_is_refused_as_a_whole_is_told_how_to_make_one(string fields, string more)
    {
        await using var server = await StandInAccount.RefusingAsync(403, "AuthenticationFailed");

        (await RefusedAsync($"http://{server.Authority}/speech?{fields}&sig=x", "find")).ShouldEndWith(
            $"Has the signature ended, or was its key changed? Make a new one with the permissions racwdl (read, add, create, write, delete, list), for the service Blob and the resource types container and object.{more}");
    }

    [Fact]
    public async Task A_token_that_lacks_a_permission_is_told_the_role()
    {
        await using var lake = await DfsLake.StartAsync(new DfsServerOptions { Https = true });
        var credential = LakeCredential.Token(DelegatedTokenCredential.Create((_, _) => new AccessToken("other", DateTimeOffset.MaxValue)));
        var errors = new StorageErrors(AzureLakeAddress.Parse("abfss://speech.dfs.core.windows.net"), credential);

        var refused = errors.Of(new StorageFailedException(403, "AuthorizationPermissionMismatch", SasPermission.Write), "bronze/a");

        refused.ShouldBeOfType<LakeAccessException>().Message.ShouldEndWith("Give this identity the role Storage Blob Data Contributor on the storage account (Storage Blob Data Reader is enough to read), and wait a few minutes until it holds.");
    }

    [Fact]
    public async Task A_signature_that_may_not_make_the_container_is_told_to_be_made_anew()
    {
        await using var lake = await DfsLake.StartAsync();
        using var store = lake.Open(lake.Options with { Credential = LakeCredential.Sas(TestSas.OfAccount(lake.Server, "rl", "co")) });

        (await Should.ThrowAsync<LakeAccessException>(() => DfsLake.PutAsync(store, "gold/a", "x"))).Message.ShouldBe(
            $"'gold/a': abfs://{lake.Server.Address.Authority}/voicelaketest has no container 'gold', and this credential (Sas) may not make one (AuthorizationPermissionMismatch). "
            + "Make it ('az storage fs create --name gold'), or make a signature with the permissions racwdl (read, add, create, write, delete, list), for the service Blob and the resource types container and object.");
    }

    [Theory]
    [InlineData("https", "http")]
    [InlineData("abfss", "abfs")]
    public async Task HTTPS_to_an_emulator_that_serves_plain_HTTP_is_told_to_write_http(string written, string right)
    {
        await using var lake = await DfsLake.StartAsync();
        var there = $"{lake.Server.Address.Authority}/voicelaketest";
        var store = Open($"{written}://{there}", LakeCredential.AccountKey(lake.Server.Key));

        (await Should.ThrowAsync<LakeException>(() => store.FindAsync(Object, Cancel))).Message.ShouldBe(
            $"'bronze/a': no answer from {written}://{there}: no TLS connection could be made. An emulator serves plain HTTP unless it is given a certificate: write {right}://{there}; or let this machine trust its certificate.");
    }

    [Fact]
    public async Task A_name_that_is_not_known_is_told_so()
    {
        var store = Open("http://nowhere.invalid:10000/devstoreaccount1", null);

        (await Should.ThrowAsync<LakeException>(() => store.FindAsync(Object, Cancel))).Message.ShouldBe(
            "'bronze/a': no answer from http://nowhere.invalid:10000/devstoreaccount1: the name 'nowhere.invalid' is not known. Check the address, for the account may be spelt otherwise or be gone, and the network.");
    }

    [Theory]
    [InlineData("AADSTS7000222: The provided client secret keys are expired.", "Microsoft Entra ID refused the credential (AADSTS7000222). The application's secret has expired: make a new one")]
    [InlineData("AADSTS700016: Application with identifier 'x' was not found.", "Microsoft Entra ID refused the credential (AADSTS700016). The tenant has no application with this AZURE_CLIENT_ID")]
    [InlineData("AADSTS90002: Tenant 'x' not found.", "Microsoft Entra ID refused the credential (AADSTS90002). There is no such tenant: check AZURE_TENANT_ID")]
    [InlineData("AADSTS53003: Blocked by conditional access.", "https://login.microsoftonline.com/error?code=53003 explains the code.")]
    [InlineData("S3CRET", "Microsoft Entra ID gave no token for the credential. Check AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET where they are set")]
    public void Of_a_sign_in_that_fails_the_code_is_told_with_its_remedy_and_nothing_of_the_text(string text, string says)
    {
        var errors = new StorageErrors(AzureLakeAddress.Parse("abfss://speech.dfs.core.windows.net"), LakeCredential.ClientSecret("t", "c", "s"));

        var message = errors.Of(new AuthenticationFailedException("ClientSecretCredential authentication failed", new InvalidOperationException(text)), "bronze/a").Message;

        message.ShouldStartWith("'bronze/a': no token for abfss://speech.dfs.core.windows.net/ could be had (ClientSecret): Microsoft Entra ID ");
        message.ShouldContain(says);
        message.ShouldNotContain("S3CRET");
        message.ShouldNotContain(text);
    }

    [Fact]
    public void A_sign_in_that_gets_no_answer_is_told_so()
    {
        var errors = new StorageErrors(AzureLakeAddress.Parse("abfss://speech.dfs.core.windows.net"), LakeCredential.ClientSecret("t", "c", "s"));

        errors.Of(new AuthenticationFailedException("failed", new HttpRequestException("Connection refused")), "bronze/a").Message
            .ShouldContain("Microsoft Entra ID does not answer. Check the network, and that it lets this machine through to login.microsoftonline.com.");
    }

    private static async Task<string> RefusedAsync(string lake, string what)
    {
        var store = Open(lake, null);
        return (await Should.ThrowAsync<LakeAccessException>(() => what switch
        {
            "find" => store.FindAsync(Object, Cancel),
            "read" => store.OpenReadAsync(Object, cancellationToken: Cancel),
            "list" => store.ListAsync(new LakePath("bronze", ""), Cancel).CountAsync(Cancel).AsTask(),
            "level" => store.ListLevelAsync(new LakePath("bronze", ""), Cancel),
            "put" => store.PutAsync(Object, new MemoryStream([1]), cancellationToken: Cancel),
            "upload" => store.OpenUploadAsync(Object, "tag", Cancel),
            _ => store.DeleteAsync(Object, Cancel),
        })).Message;
    }

    private static ILakeStore Open(string lake, LakeCredential? credential) =>
        AzureLakeStoreProvider.Open(AzureLakeAddress.Parse(lake), new AzureLakeOptions { Credential = credential, MaxRetries = 0 });
}
