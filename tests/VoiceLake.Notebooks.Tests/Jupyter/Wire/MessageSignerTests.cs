using System.Text;
using VoiceLake.Notebooks.Jupyter.Wire;

namespace VoiceLake.Notebooks.Tests.Jupyter.Wire;

public sealed class MessageSignerTests
{
    private const string Key = "a0436f6c-1916";
    private static readonly byte[][] Parts = ["""{"msg_id":"1","msg_type":"kernel_info_request"}"""u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray()];

    // printf '%s' '{"msg_id":"1","msg_type":"kernel_info_request"}{}{}{}' | openssl dgst -sha256 -hmac 'a0436f6c-1916'
    [Theory]
    [InlineData("hmac-sha1", "3c2b2af182b2dc487f483083961e38c7567d63d4")]
    [InlineData("hmac-sha256", "6a86ba9f187084bf974875e142c2e7986669ca551d0441f26ac1ea4c17477eb9")]
    [InlineData("hmac-sha384", "a7bddd5219197a8cf6f2465c7da0383c1c404649f3dc06420191acb70d52f2e42fcb02ce7714e26f64aed4e4a91cdb21")]
    [InlineData("hmac-sha512", "e392cd4ed0469654787180a2e0cd3a33febd61e66ebd59d10939e1f60dca9f9377a63e7bca890549aecbb073a017a48ebf87e39d3c935a5212dea32b01cf3a67")]
    public void The_signature_is_that_of_openssl(string scheme, string signature)
    {
        var signer = new MessageSigner(scheme, Key);

        Encoding.ASCII.GetString(signer.Sign(Parts)).ShouldBe(signature);
        signer.Verify(Encoding.ASCII.GetBytes(signature), Parts).ShouldBeTrue();
        MessageSigner.Schemes.ShouldContain(scheme);
    }

    [Fact]
    public void Another_key_part_or_order_is_another_signature()
    {
        var signer = new MessageSigner("hmac-sha256", Key);
        var right = signer.Sign(Parts);

        new MessageSigner("hmac-sha256", Key + " ").Verify(right, Parts).ShouldBeFalse();
        signer.Verify(right, [Parts[1], Parts[0], Parts[2], Parts[3]]).ShouldBeFalse();
        signer.Verify(right, [Parts[0], Parts[1], Parts[2], "{ }"u8.ToArray()]).ShouldBeFalse();
        signer.Verify([], Parts).ShouldBeFalse();
        signer.Verify(right[..^1], Parts).ShouldBeFalse();
        signer.Verify([.. right, (byte)'0'], Parts).ShouldBeFalse();
    }

    [Fact]
    public void Without_a_key_nothing_is_signed_and_all_is_taken()
    {
        var signer = new MessageSigner("hmac-sha256", "");

        signer.Sign(Parts).ShouldBeEmpty();
        signer.Verify("whatever"u8.ToArray(), Parts).ShouldBeTrue();
    }
}
