using VoiceLake.Azure.Storage;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Tests.Storage;

public sealed class AzureLakeStoreProviderTests
{
    [Theory]
    [InlineData("https://speech.blob.core.windows.net")]
    [InlineData("HTTP://127.0.0.1:10000/devstoreaccount1")]
    public void A_lake_is_opened_by_its_address_alone(string address)
    {
        var store = DataLake.Open(address).Store.ShouldBeOfType<BlobLakeStore>();

        store.Address.ShouldBe(AzureLakeAddress.Parse(address).ToUri());
        store.Capabilities.ShouldBe(LakeCapabilities.None);
    }

    [Fact]
    public void A_wrong_address_gets_the_remedy_of_its_kind() =>
        Should.Throw<LakeException>(() => DataLake.Open("https://speech.blob.core.windows.net/bronze")).Message.ShouldContain("a lake is the whole account");
}
