using Microsoft.Extensions.Configuration.UserSecrets;
using VoiceLake.Azure.Secrets;

namespace VoiceLake.Azure.Tests.Secrets;

public sealed class SecretSourcesTests : IAsyncLifetime
{
    private const string Name = "azure-storage-key";
    private readonly string _id = $"voicelake-tests-{Guid.NewGuid():N}";
    private readonly Dictionary<string, string> _environment = [];
    private VaultServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string UserFile => PathHelper.GetSecretsPathFromSecretsId(_id);

    public async ValueTask InitializeAsync() => _server = await VaultServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        if (Path.GetDirectoryName(UserFile) is { } folder && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Key_Vault_goes_before_the_environment_and_that_before_the_user_secrets()
    {
        var sources = Sources();
        sources.Descriptions.ShouldBe([$"Key Vault {_server.Name}", "the environment", $"the user secrets '{_id}'"]);
        await WriteUserFileAsync($$"""{ "{{Name}}": "of the user" }""");
        (await sources.GetAsync(Name, Token)).Reveal().ShouldBe("of the user");

        _environment["AZURE_STORAGE_KEY"] = "of the environment";
        var secret = await sources.GetAsync(Name, Token);
        secret.Reveal().ShouldBe("of the environment");
        $"{secret}".ShouldBe("azure-storage-key (hidden, from the environment variable AZURE_STORAGE_KEY)");

        _server.Values[Name] = "of the vault";
        (await sources.GetAsync(Name, Token)).Reveal().ShouldBe("of the vault");
    }

    [Fact]
    public async Task A_secret_that_is_nowhere_is_an_error_with_every_place_and_what_to_do()
    {
        var error = await Should.ThrowAsync<SecretNotFoundException>(() => Sources().GetAsync(Name, Token));

        error.Message.ShouldBe(
            $"The secret 'azure-storage-key' is in none of Key Vault {_server.Name}, the environment, the user secrets '{_id}'. "
            + $"Run: az keyvault secret set --vault-name {_server.Name} --name azure-storage-key --file FILE. "
            + "Or: Set the environment variable AZURE_STORAGE_KEY. "
            + $"Or: Run: dotnet user-secrets --id {_id} set azure-storage-key VALUE.");
    }

    [Fact]
    public async Task A_vault_that_may_not_be_read_is_an_error_although_the_environment_has_the_secret()
    {
        _server.HasRole = false;
        _environment["AZURE_STORAGE_KEY"] = "an old one";

        var error = await Should.ThrowAsync<SecretSourceException>(() => Sources().GetAsync(Name, Token));

        error.Message.ShouldContain("Key Vault Secrets User");
        error.ToString().ShouldNotContain("an old one");
    }

    [Fact]
    public async Task Without_a_vault_nobody_signs_in()
    {
        var sources = SecretSources.Usual(null, () => throw new InvalidOperationException("A credential was built."));

        sources.Descriptions.ShouldBe(["the environment", "the user secrets 'voicelake'"]);
        (await sources.FindAsync("a-name-that-nobody-has", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_user_file_that_is_no_JSON_is_an_error_that_shows_nothing_of_it()
    {
        await WriteUserFileAsync($$"""{ "{{Name}}": "half of a s3cret """);

        var error = await Should.ThrowAsync<SecretSourceException>(() => new UserSecrets(_id).FindAsync(Name, Token));

        error.Message.ShouldBe($"The file of the user secrets '{_id}' is not JSON: mend it, or remove it with 'dotnet user-secrets --id {_id} clear'.");
        error.ToString().ShouldNotContain("s3cret");
    }

    private SecretSources Sources() => new(
        new KeyVaultSecrets(_server.Name, _server.Credential(), _server.Options()),
        new EnvironmentSecrets(_environment.GetValueOrDefault),
        new UserSecrets(_id));

    private async Task WriteUserFileAsync(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(UserFile)!);
        await File.WriteAllTextAsync(UserFile, text, Token);
    }
}
