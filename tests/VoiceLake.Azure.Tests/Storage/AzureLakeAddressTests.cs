using VoiceLake.Azure.Storage;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Tests.Storage;

public sealed class AzureLakeAddressTests
{
    [Theory]
    [InlineData("https://speech.blob.core.windows.net", AzureLakeService.Blob, "speech", "https://speech.blob.core.windows.net/", "https://speech.blob.core.windows.net/")]
    [InlineData("HTTPS://Speech.Blob.core.windows.net/", AzureLakeService.Blob, "speech", "https://speech.blob.core.windows.net/", "https://speech.blob.core.windows.net/")]
    [InlineData("https://speech.z12.blob.storage.azure.net", AzureLakeService.Blob, "speech", "https://speech.z12.blob.storage.azure.net/", "https://speech.z12.blob.storage.azure.net/")]
    [InlineData("https://speech.blob.core.chinacloudapi.cn", AzureLakeService.Blob, "speech", "https://speech.blob.core.chinacloudapi.cn/", "https://speech.blob.core.chinacloudapi.cn/")]
    [InlineData("abfss://speech.dfs.core.windows.net", AzureLakeService.Dfs, "speech", "https://speech.dfs.core.windows.net/", "abfss://speech.dfs.core.windows.net/")]
    [InlineData("https://speech.dfs.core.windows.net/", AzureLakeService.Dfs, "speech", "https://speech.dfs.core.windows.net/", "abfss://speech.dfs.core.windows.net/")]
    [InlineData("http://127.0.0.1:10000/devstoreaccount1", AzureLakeService.Blob, "devstoreaccount1", "http://127.0.0.1:10000/devstoreaccount1", "http://127.0.0.1:10000/devstoreaccount1")]
    [InlineData("http://localhost:10000/devstoreaccount1/", AzureLakeService.Blob, "devstoreaccount1", "http://127.0.0.1:10000/devstoreaccount1", "http://127.0.0.1:10000/devstoreaccount1")]
    [InlineData("http://azurite:10000/devstoreaccount1", AzureLakeService.Blob, "devstoreaccount1", "http://azurite:10000/devstoreaccount1", "http://azurite:10000/devstoreaccount1")]
    [InlineData("abfs://127.0.0.1:4711/speech", AzureLakeService.Dfs, "speech", "http://127.0.0.1:4711/speech", "abfs://127.0.0.1:4711/speech")]
    [InlineData("abfss://127.0.0.1:4711/speech", AzureLakeService.Dfs, "speech", "https://127.0.0.1:4711/speech", "abfss://127.0.0.1:4711/speech")]
    public void An_address_says_service_account_and_endpoint_and_is_read_again_as_it_is_shown(string text, AzureLakeService service, string account, string endpoint, string shown)
    {
        var address = AzureLakeAddress.Parse(text);

        (address.Service, address.Account, address.Endpoint.AbsoluteUri, address.ToString()).ShouldBe((service, account, endpoint, shown));
        AzureLakeAddress.Parse(shown).ToString().ShouldBe(shown);
    }

    [Theory]
    [InlineData("https://speech.blob.core.windows.net/bronze", "write https://speech.blob.core.windows.net.")]
    [InlineData("https://speech.blob.core.windows.net/bronze/submissions/x.tgz", "names the container 'bronze'")]
    [InlineData("abfss://bronze@speech.dfs.core.windows.net/", "write abfss://speech.dfs.core.windows.net.")]
    [InlineData("abfss://gold@speech.dfs.core.windows.net/tables/x", "names the container 'gold'")]
    [InlineData("http://127.0.0.1:10000/devstoreaccount1/bronze", "write http://127.0.0.1:10000/devstoreaccount1.")]
    [InlineData("http://127.0.0.1:10000", "write http://127.0.0.1:10000/devstoreaccount1.")]
    [InlineData("http://speech.blob.core.windows.net", "write https://speech.blob.core.windows.net.")]
    [InlineData("abfs://speech.dfs.core.windows.net", "write abfss://speech.dfs.core.windows.net.")]
    [InlineData("abfss://speech.blob.core.windows.net", "write abfss://speech.dfs.core.windows.net.")]
    [InlineData("https://speech.blob.core.window.net", "is 'https://speech.blob.core.windows.net' meant?")]
    [InlineData("abfss://speech.dsf.core.windows.net", "is 'abfss://speech.dfs.core.windows.net' meant?")]
    [InlineData("https://blob.core.windows.net", "lacks the account: write https://ACCOUNT.blob.core.windows.net, with the storage account's name for ACCOUNT.")]
    [InlineData("https://dfs.core.windows.net/", "lacks the account: write abfss://ACCOUNT.dfs.core.windows.net, with")]
    [InlineData("abfss://dfs.core.chinacloudapi.cn", "lacks the account: write abfss://ACCOUNT.dfs.core.chinacloudapi.cn, with")]
    [InlineData("https://my-speech.blob.core.windows.net", "3 to 24 small letters and digits")]
    [InlineData("https://speech", "3 to 24 small letters and digits")]
    [InlineData("https://speech.blob.core.windows.net:8080", "is 'https://speech.blob.core.windows.net' meant?")]
    [InlineData("wasbs://bronze@speech.blob.core.windows.net", "write https://ACCOUNT.blob.core.windows.net")]
    [InlineData("https://", "write https://ACCOUNT.blob.core.windows.net")]
    [InlineData("https://speech.blob.core.windows.net?comp=list", "no sig=")]
    public void A_wrong_address_gets_the_remedy(string text, string remedy) =>
        Should.Throw<LakeException>(() => AzureLakeAddress.Parse(text)).Message.ShouldContain(remedy);

    [Theory]
    [InlineData("https://speech.blob.core.windows.net/bronze?sv=2025&sig=S3CRET")]
    [InlineData("https://user:S3CRET@speech.blob.core.windows.net")]
    [InlineData("abfss://user:S3CRET@speech.dfs.core.windows.net")]
    [InlineData("https://speech.blob.core.window.net?sig=S3CRET")]
    [InlineData("http://127.0.0.1:10000?sig=S3CRET")]
    [InlineData("https://speech.blob.core.windows.net?comp=S3CRET")]
    [InlineData("wasbs://x:S3CRET@host?sig=S3CRET")]
    public void No_secret_of_a_wrong_address_is_repeated(string text) =>
        Should.Throw<LakeException>(() => AzureLakeAddress.Parse(text)).ToString().ShouldNotContain("S3CRET");

    [Fact]
    public void A_signature_in_the_address_is_used_and_not_shown()
    {
        var address = AzureLakeAddress.Parse("https://speech.blob.core.windows.net/?sv=2025-01-05&sig=S3CRET%3D");
        var store = new BlobLakeStore(address);

        new AzureLakeOptions { Credential = LakeCredential.Default }.CredentialFor(address).Secret.ShouldBe("sv=2025-01-05&sig=S3CRET%3D");
        foreach (var shown in new[] { address.ToString(), address.ToUri().ToString(), address.Endpoint.ToString(), store.Address.ToString() })
        {
            shown.ShouldBe("https://speech.blob.core.windows.net/");
        }
    }

    [Theory]
    [InlineData("abfss://speech.dfs.core.windows.net", "abfss://silver@speech.dfs.core.windows.net/tables/a%20b")]
    [InlineData("https://speech.blob.core.windows.net", "https://speech.blob.core.windows.net/silver/tables/a%20b")]
    [InlineData("http://127.0.0.1:10000/devstoreaccount1", "http://127.0.0.1:10000/devstoreaccount1/silver/tables/a%20b")]
    public void What_lies_in_a_container_has_its_usual_address(string lake, string address) =>
        AzureLakeAddress.Parse(lake).UriOf("silver", "tables/a b").AbsoluteUri.ShouldBe(address);
}
