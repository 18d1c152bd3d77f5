using VoiceLake.Azure.Storage;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Tests.Storage;

public sealed class AzureLakeOptionsTests
{
    private const string Key = "c2VjcmV0LWtleQ==";
    private static readonly AzureLakeAddress Speech = AzureLakeAddress.Parse("https://speech.blob.core.windows.net");
    private static readonly AzureLakeAddress Azurite = AzureLakeAddress.Parse("http://127.0.0.1:10000/devstoreaccount1");

    [Theory]
    [InlineData("", LakeCredentialKind.Default)]
    [InlineData("AZURE_STORAGE_KEY=c2VjcmV0LWtleQ==", LakeCredentialKind.AccountKey)]
    [InlineData("AZURE_STORAGE_KEY=c2VjcmV0LWtleQ== AZURE_STORAGE_SAS_TOKEN=sig=x", LakeCredentialKind.AccountKey)]
    [InlineData("AZURE_STORAGE_SAS_TOKEN=?sv=1&sig=x", LakeCredentialKind.Sas)]
    [InlineData("AZURE_STORAGE_ACCOUNT=speech AZURE_STORAGE_SAS_TOKEN=sig=x", LakeCredentialKind.Sas)]
    [InlineData("AZURE_STORAGE_ACCOUNT=other AZURE_STORAGE_SAS_TOKEN=sig=x AZURE_STORAGE_KEY=c2VjcmV0LWtleQ==", LakeCredentialKind.Default)]
    [InlineData("AZURE_TENANT_ID=t AZURE_CLIENT_ID=c AZURE_CLIENT_SECRET=s", LakeCredentialKind.ClientSecret)]
    [InlineData("AZURE_TENANT_ID=t AZURE_CLIENT_ID=c", LakeCredentialKind.Default)]
    public void The_environment_chooses_the_credential_by_the_names_of_Azures_tools(string variables, LakeCredentialKind kind) =>
        FromEnvironment(Speech, variables).CredentialFor(Speech).Kind.ShouldBe(kind);

    [Theory]
    [InlineData("")]
    [InlineData("AZURE_STORAGE_KEY=c2VjcmV0LWtleQ==")]
    [InlineData("AZURE_TENANT_ID=t AZURE_CLIENT_ID=c AZURE_CLIENT_SECRET=s AZURE_STORAGE_SAS_TOKEN=sig=x")]
    public void Azurite_is_opened_with_its_published_key_and_with_nothing_that_opens_Azure(string variables)
    {
        var credential = FromEnvironment(Azurite, variables).CredentialFor(Azurite);

        credential.Kind.ShouldBe(LakeCredentialKind.AccountKey);
        credential.Secret.ShouldStartWith("Eby8vdM02xNOcqFl");
    }

    [Theory]
    [InlineData("AZURE_TENANT_ID=t AZURE_CLIENT_SECRET=S3CRET", "AZURE_CLIENT_SECRET is set, and AZURE_CLIENT_ID is missing: an application needs all three. Set it, or unset AZURE_CLIENT_SECRET.")]
    [InlineData("AZURE_CLIENT_ID=c AZURE_CLIENT_SECRET=S3CRET", "AZURE_CLIENT_SECRET is set, and AZURE_TENANT_ID is missing: an application needs all three. Set it, or unset AZURE_CLIENT_SECRET.")]
    [InlineData("AZURE_CLIENT_SECRET=S3CRET", "AZURE_CLIENT_SECRET is set, and AZURE_TENANT_ID and AZURE_CLIENT_ID are missing: an application needs all three. Set them, or unset AZURE_CLIENT_SECRET.")]
    [InlineData("AZURE_TENANT_ID=S3CRET! AZURE_CLIENT_ID=c AZURE_CLIENT_SECRET=s", "AZURE_TENANT_ID is no tenant: write its id or its domain, such as contoso.onmicrosoft.com ('az account show --query tenantId' tells the id).")]
    [InlineData("AZURE_TENANT_ID=S3CRET!", "AZURE_TENANT_ID is no tenant: write its id or its domain, such as contoso.onmicrosoft.com ('az account show --query tenantId' tells the id).")]
    public void An_application_that_is_named_in_part_or_wrongly_is_an_error_and_no_other_identity_takes_its_place(string variables, string message) =>
        Should.Throw<LakeException>(() => FromEnvironment(Speech, variables)).Message.ShouldBe(message);

    [Fact]
    public void The_secret_of_an_application_in_a_vault_is_no_error_where_the_environment_names_none()
    {
        var options = AzureLakeOptions.From(Speech, name => name == "AZURE_CLIENT_SECRET" ? "of the vault" : null, _ => null);

        options.CredentialFor(Speech).Kind.ShouldBe(LakeCredentialKind.Default);
    }

    [Theory]
    [InlineData("AZURE_STORAGE_KEY=c2VjcmV0LWtleQ== AZURE_TENANT_ID=S3CRET!")]
    [InlineData("AZURE_STORAGE_SAS_TOKEN=sig=x AZURE_CLIENT_SECRET=s")]
    public void Where_a_key_or_a_signature_opens_the_lake_no_application_is_asked_about(string variables) =>
        FromEnvironment(Speech, variables).CredentialFor(Speech).IsToken.ShouldBeFalse();

    [Theory]
    [InlineData("AZURE_STORAGE_ACCOUNT=other AZURE_STORAGE_KEY=c2VjcmV0LWtleQ==", "AZURE_STORAGE_KEY is set and left aside, for AZURE_STORAGE_ACCOUNT names 'other' and this lake's account is 'speech'.")]
    [InlineData("AZURE_STORAGE_ACCOUNT=other AZURE_STORAGE_KEY=c2VjcmV0LWtleQ== AZURE_STORAGE_SAS_TOKEN=sig=x", "AZURE_STORAGE_KEY and AZURE_STORAGE_SAS_TOKEN are set and left aside, for AZURE_STORAGE_ACCOUNT names 'other' and this lake's account is 'speech'.")]
    [InlineData("AZURE_TENANT_ID=t AZURE_CLIENT_ID=c", "AZURE_TENANT_ID and AZURE_CLIENT_ID are set, and AZURE_CLIENT_SECRET is missing.")]
    [InlineData("AZURE_TENANT_ID=t AZURE_CLIENT_ID=c AZURE_FEDERATED_TOKEN_FILE=/token", null)]
    [InlineData("AZURE_STORAGE_KEY=c2VjcmV0LWtleQ==", null)]
    [InlineData("AZURE_STORAGE_ACCOUNT=other", null)]
    public void What_of_the_environment_is_left_aside_goes_along_with_the_credential(string variables, string? note) =>
        FromEnvironment(Speech, variables).CredentialFor(Speech).Note.ShouldBe(note);

    [Fact]
    public void A_key_that_an_emulator_does_not_get_is_said_with_how_it_would()
    {
        FromEnvironment(Azurite, "AZURE_STORAGE_KEY=c2VjcmV0LWtleQ==").CredentialFor(Azurite).Note
            .ShouldBe("AZURE_STORAGE_KEY is set and left aside, for this lake is an emulator's (AZURE_STORAGE_ACCOUNT=devstoreaccount1 has it used).");
        FromEnvironment(Azurite, "AZURE_STORAGE_ACCOUNT=devstoreaccount1 AZURE_STORAGE_KEY=c2VjcmV0LWtleQ==").CredentialFor(Azurite).Note.ShouldBeNull();
    }

    [Theory]
    [InlineData("https://speech.blob.core.windows.net", "", "AZURE_STORAGE_KEY AZURE_STORAGE_SAS_TOKEN")]
    [InlineData("https://speech.blob.core.windows.net", "AZURE_TENANT_ID=t AZURE_CLIENT_ID=c", "AZURE_STORAGE_KEY AZURE_STORAGE_SAS_TOKEN AZURE_CLIENT_SECRET")]
    [InlineData("https://speech.blob.core.windows.net", "AZURE_STORAGE_ACCOUNT=other", "")]
    [InlineData("https://speech.blob.core.windows.net?sig=x", "", "")]
    [InlineData("http://127.0.0.1:10000/devstoreaccount1", "AZURE_TENANT_ID=t AZURE_CLIENT_ID=c", "")]
    [InlineData("http://127.0.0.1:10000/devstoreaccount1", "AZURE_STORAGE_ACCOUNT=devstoreaccount1", "AZURE_STORAGE_KEY AZURE_STORAGE_SAS_TOKEN")]
    [InlineData("abfs://127.0.0.1:4711/speech", "", "AZURE_STORAGE_KEY AZURE_STORAGE_SAS_TOKEN")]
    public void Only_secrets_that_a_lake_may_need_are_asked_for(string lake, string variables, string secrets)
    {
        var address = AzureLakeAddress.Parse(lake);
        var asked = new List<string>();
        var environment = Read(variables);

        AzureLakeOptions.From(address, name => { asked.Add(name); return null; }, environment);

        string.Join(' ', asked).ShouldBe(secrets);
        string.Join(' ', CredentialChoice.SecretsFor(address, environment)).ShouldBe(secrets);
    }

    [Fact]
    public void A_token_is_not_sent_unencrypted()
    {
        var options = new AzureLakeOptions { Credential = LakeCredential.ManagedIdentity() };

        Should.Throw<LakeException>(() => new BlobLakeStore(Azurite, options)).Message
            .ShouldBe("http://127.0.0.1:10000/devstoreaccount1 is not encrypted, and tokens (ManagedIdentity) are sent over HTTPS only: write https, or set AZURE_STORAGE_KEY.");
    }

    [Fact]
    public void A_credential_shows_its_kind_and_nothing_else()
    {
        LakeCredential[] all = [LakeCredential.AccountKey(Key), LakeCredential.Sas("sig=S3CRET"), LakeCredential.ClientSecret("tenant", "client", "S3CRET"), LakeCredential.ManagedIdentity("client"), LakeCredential.Default];

        all.Select(credential => credential.ToString()).ShouldBe(["AccountKey", "Sas", "ClientSecret", "ManagedIdentity", "Default"]);
        (new AzureLakeOptions { Credential = all[1] }).ToString().ShouldNotContain("S3CRET");
    }

    [Fact]
    public void A_secret_that_is_none_is_refused_and_not_repeated()
    {
        Should.Throw<LakeException>(() => LakeCredential.AccountKey("not base64!")).Message.ShouldNotContain("not base64!");
        Should.Throw<LakeException>(() => LakeCredential.Sas("sv=2025&se=S3CRET")).Message.ShouldNotContain("S3CRET");
        Should.Throw<LakeException>(() => FromEnvironment(Speech, "AZURE_STORAGE_KEY=S3CRET!")).ToString().ShouldNotContain("S3CRET");
    }

    [Fact]
    public void Containers_may_have_other_names()
    {
        var names = FromEnvironment(Speech, "VOICELAKE_CONTAINERS=bronze=raw,gold=features-v2").Containers;

        LakeContainers.All.Select(names.Of).ShouldBe(["raw", "silver", "features-v2", "miscellaneous"]);
        Should.Throw<LakeException>(() => names.Of("platinum")).Message.ShouldContain("bronze, silver, gold, miscellaneous");
    }

    [Theory]
    [InlineData("platinum=x", "'platinum=x' names no container")]
    [InlineData("bronze", "'bronze' names no container")]
    [InlineData("bronze=Raw", "'Raw' is no name of a container in Azure")]
    [InlineData("bronze=a--b", "'a--b' is no name of a container in Azure")]
    [InlineData("bronze=-ab", "'-ab' is no name of a container in Azure")]
    [InlineData("bronze=ab", "'ab' is no name of a container in Azure")]
    [InlineData("bronze=silver", "have one name (silver, silver, gold, miscellaneous)")]
    public void Wrong_names_of_containers_get_the_remedy(string text, string message) =>
        Should.Throw<LakeException>(() => LakeContainerNames.Parse(text)).Message.ShouldContain(message);

    [Fact]
    public void Options_report_every_mistake_at_once()
    {
        var message = Should.Throw<LakeException>(() => new BlobLakeStore(Azurite, new AzureLakeOptions { BlockBytes = 0, Parallelism = 0, MaxRetries = -1, ListPageSize = 5_001 })).Message;

        foreach (var option in new[] { "BlockBytes", "Parallelism", "MaxRetries", "ListPageSize" })
        {
            message.ShouldContain(option);
        }
    }

    private static AzureLakeOptions FromEnvironment(AzureLakeAddress address, string variables) => AzureLakeOptions.FromEnvironment(address, Read(variables));

    private static Func<string, string?> Read(string variables) =>
        variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(variable => variable.Split('=', 2)).ToDictionary(variable => variable[0], variable => variable[1]).GetValueOrDefault;
}
