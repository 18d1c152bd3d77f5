using VoiceLake.Azure.Secrets;

namespace VoiceLake.Azure.Tests.Secrets;

/// <summary>The SDK's own client and credential against a vault on loopback, through the whole challenge.</summary>
public sealed class KeyVaultSecretsTests : IAsyncLifetime
{
    private const string Name = "azure-storage-key";
    private VaultServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await VaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_secret_is_read_after_the_vault_has_said_where_its_tokens_come_from()
    {
        _server.Values[Name] = "s3cret-value";

        var secret = await Secrets().FindAsync(Name, Token);

        secret!.Reveal().ShouldBe("s3cret-value");
        secret.Source.ShouldBe($"Key Vault {_server.Name}");
        _server.Requests.ShouldBe(["without token", "with token"]);
    }

    [Fact]
    public async Task A_secret_shows_its_name_and_never_its_value()
    {
        _server.Values[Name] = "s3cret-value";

        var secret = await Secrets().FindAsync(Name, Token);

        $"{secret}".ShouldBe($"azure-storage-key (hidden, from Key Vault {_server.Name})");
        System.Text.Json.JsonSerializer.Serialize(secret).ShouldNotContain("s3cret-value");
    }

    [Fact]
    public async Task A_new_version_counts_from_the_next_question_on()
    {
        var secrets = Secrets();
        _server.Values[Name] = "old";
        (await secrets.FindAsync(Name, Token))!.Reveal().ShouldBe("old");
        _server.Values[Name] = "new";

        (await secrets.FindAsync(Name, Token))!.Reveal().ShouldBe("new");
    }

    [Fact]
    public async Task A_secret_that_the_vault_has_not_is_null() => (await Secrets().FindAsync("nothing-here", Token)).ShouldBeNull();

    [Fact]
    public async Task A_missing_right_is_named_by_its_role()
    {
        (_server.HasRole, _server.Values[Name]) = (false, "s3cret-value");

        var error = await Should.ThrowAsync<SecretSourceException>(() => Secrets().FindAsync(Name, Token));

        error.Message.ShouldStartWith($"Whoever is signed in may not read secrets of Key Vault {_server.Name}: give it the role 'Key Vault Secrets User' on the vault");
        error.ToString().ShouldNotContain("s3cret-value");
        error.ToString().ShouldNotContain(_server.ClientSecret);
    }

    [Fact]
    public async Task A_disabled_secret_is_an_error_that_says_so()
    {
        _server.Disabled[Name] = true;

        var error = await Should.ThrowAsync<SecretSourceException>(() => Secrets().FindAsync(Name, Token));

        error.Message.ShouldBe($"'azure-storage-key' is disabled in Key Vault {_server.Name}: enable its newest version, or set a new one.");
    }

    [Fact]
    public async Task A_client_secret_that_Entra_refuses_is_an_error_without_the_secret()
    {
        const string Wrong = "wr0ng-client-secret";
        var secrets = new KeyVaultSecrets(_server.Name, _server.Credential(Wrong), _server.Options());

        var error = await Should.ThrowAsync<SecretSourceException>(() => secrets.FindAsync(Name, Token));

        error.Message.ShouldBe($"Key Vault {_server.Name} was not asked for 'azure-storage-key', for Microsoft Entra ID refused the credential (AADSTS7000215). AZURE_CLIENT_SECRET is not the application's secret: copy its value, not its id, or make a new one ('az ad app credential reset').");
        error.ToString().ShouldNotContain(Wrong);
    }

    [Fact]
    public async Task A_server_that_asks_for_a_token_of_another_service_gets_none()
    {
        _server.Resource = "https://collector.example";

        var error = await Should.ThrowAsync<SecretSourceException>(() => Secrets().FindAsync(Name, Token));

        error.Message.ShouldContain("is no Key Vault, for it asked for a token of another service");
        _server.Requests.ShouldBe(["without token"]);
    }

    [Fact]
    public async Task A_vault_that_does_not_answer_is_named_with_its_address()
    {
        var secrets = Secrets();
        await _server.DisposeAsync();

        var error = await Should.ThrowAsync<SecretSourceException>(() => secrets.FindAsync(Name, Token));

        error.Message.ShouldBe($"Key Vault {_server.Name} cannot be reached at https://{_server.Name}.vault.azure.net/: check the vault's name and the network.");
    }

    [Fact]
    public async Task Where_nobody_is_signed_in_the_vault_is_not_asked_and_it_is_said_how_to_sign_in()
    {
        var secrets = new KeyVaultSecrets(_server.Name, global::Azure.Core.DelegatedTokenCredential.Create((_, _) => throw new global::Azure.Identity.CredentialUnavailableException("a list of all that was tried")), _server.Options());

        (await Should.ThrowAsync<SecretSourceException>(() => secrets.FindAsync(Name, Token))).Message
            .ShouldBe($"Key Vault {_server.Name} was not asked for 'azure-storage-key', for nobody is signed in here. Sign in ('az login'), or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.");
    }

    [Theory]
    [InlineData("voicelake-test", "https://voicelake-test.vault.azure.net/")]
    [InlineData("https://voicelake-test.vault.azure.net", "https://voicelake-test.vault.azure.net/")]
    [InlineData(" https://v.vault.usgovcloudapi.net/ ", "https://v.vault.usgovcloudapi.net/")]
    public void A_vault_is_named_by_its_name_or_its_address(string vault, string address) =>
        new KeyVaultSecrets(vault, _server.Credential()).Address.ShouldBe(new Uri(address));

    [Theory]
    [InlineData("http://voicelake-test.vault.azure.net")]
    [InlineData("https://voicelake-test.vault.azure.net/secrets/x")]
    [InlineData("voicelake.test")]
    [InlineData("my vault!")]
    [InlineData("voicelake_test")]
    [InlineData("https://me@voicelake-test.vault.azure.net")]
    [InlineData("v")]
    public void Anything_else_is_no_vault(string vault) =>
        Should.Throw<ArgumentException>(() => new KeyVaultSecrets(vault, _server.Credential())).Message.ShouldStartWith($"'{vault}' is no Key Vault. Write a vault's name, such as voicelake-dev, or its address, such as https://voicelake-dev.vault.azure.net.");

    [Fact]
    public async Task A_name_that_Key_Vault_does_not_allow_is_an_error() =>
        (await Should.ThrowAsync<ArgumentException>(() => Secrets().FindAsync("azure_storage_key", Token))).Message.ShouldStartWith("'azure_storage_key' is no secret's name");

    private KeyVaultSecrets Secrets() => new(_server.Name, _server.Credential(), _server.Options());
}
