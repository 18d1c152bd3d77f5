using System.Text;
using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Jupyter.Wire;

namespace VoiceLake.Notebooks.Tests.Jupyter.Wire;

public sealed class MessageCodecTests
{
    private const int Signature = 1;
    private static readonly MessageSigner Signer = new("hmac-sha256", "a0436f6c-1916");
    private readonly MessageCodec _codec = new(Signer);

    [Fact]
    public void What_was_encoded_is_decoded_with_identities_and_buffers()
    {
        byte[][] identities = [[0, 1, 255], "second"u8.ToArray()];
        byte[][] buffers = [[], [0, 200, 255], "<IDS|MSG>"u8.ToArray()];
        var message = new JupyterMessage("comm_msg", Header("comm_msg"), new JsonObject { ["data"] = "größe 😀 </script>" })
        {
            Identities = identities,
            Parent = Header("execute_request"),
            Metadata = new JsonObject { ["cellId"] = "a" },
            Buffers = buffers,
        };

        var read = _codec.Decode(_codec.Encode(message));

        read.Type.ShouldBe("comm_msg");
        read.Identities.ShouldBe(identities);
        read.Buffers.ShouldBe(buffers);
        read.Header.ToJsonString().ShouldBe(message.Header.ToJsonString());
        read.Parent.ToJsonString().ShouldBe(message.Parent.ToJsonString());
        read.Metadata.ToJsonString().ShouldBe("""{"cellId":"a"}""");
        read.Content["data"]!.GetValue<string>().ShouldBe("größe 😀 </script>");
    }

    [Fact]
    public void The_frames_stand_in_the_order_of_the_protocol()
    {
        var frames = _codec.Encode(new JupyterMessage("status", Header("status"), new JsonObject { ["text"] = "ä" }) { Identities = ["topic"u8.ToArray()] });

        frames.Select(Encoding.UTF8.GetString).ShouldBe(["topic", "<IDS|MSG>", Encoding.UTF8.GetString(Signer.Sign([.. frames[3..]])), Header("status").ToJsonString(), "{}", "{}", """{"text":"ä"}"""]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_frame_that_was_changed_on_the_way_is_found(int frame)
    {
        var frames = Frames();
        frames[frame] = [.. frames[frame], (byte)' '];

        Refused(frames).ShouldContain("not signed with the key");
    }

    [Fact]
    public void A_message_without_delimiter_or_parts_is_refused()
    {
        Refused([]).ShouldContain("0 frames");
        Refused(["garbage"u8.ToArray()]).ShouldContain("1 frames");
        Refused(Frames()[1..]).ShouldContain("without its delimiter or parts");
        Refused(Frames()[..^1]).ShouldContain("without its delimiter or parts");
    }

    [Theory]
    [InlineData(2, "header")]
    [InlineData(3, "parent header")]
    [InlineData(4, "metadata")]
    [InlineData(5, "content")]
    public void A_part_that_is_no_json_object_is_named_even_if_it_is_signed(int frame, string name)
    {
        byte[][] wrong =
        [
            [], "{"u8.ToArray(), "null"u8.ToArray(), "[]"u8.ToArray(), "\"text\""u8.ToArray(), "{} {}"u8.ToArray(), [0xFF, 0xFE, 0x00],
            """{"a":1,"a":2}"""u8.ToArray(), """{"a\ud800":1}"""u8.ToArray(), [.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8], Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 10_000))),
        ];
        foreach (var part in wrong)
        {
            Refused(Signed(frame, part)).ShouldContain($"whose {name} is no JSON");
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "msg_type": null }""")]
    [InlineData("""{ "msg_type": 7 }""")]
    [InlineData("""{ "msg_type": ["execute_request"] }""")]
    public void A_header_without_a_type_is_refused(string header) => Refused(Signed(2, Encoding.UTF8.GetBytes(header))).ShouldContain("has no msg_type");

    [Fact]
    public void A_header_that_cannot_be_repeated_is_refused() =>
        Refused(Signed(2, """{ "msg_type": "execute_request", "username": "\ud83d" }"""u8.ToArray())).ShouldContain("header is no valid Unicode text");

    private string Refused(IReadOnlyList<byte[]> frames) => Should.Throw<FormatException>(() => _codec.Decode(frames)).Message;

    private static List<byte[]> Signed(int frame, byte[] part)
    {
        var frames = Frames();
        frames[frame] = part;
        frames[Signature] = Signer.Sign([.. frames[2..]]);
        return frames;
    }

    private static List<byte[]> Frames() => new MessageCodec(Signer).Encode(new JupyterMessage("execute_request", Header("execute_request"), new JsonObject { ["code"] = "1" }));

    private static JsonObject Header(string type) => new() { ["msg_id"] = "1", ["msg_type"] = type };
}
