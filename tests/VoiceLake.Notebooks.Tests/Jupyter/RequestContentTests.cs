using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Jupyter;

namespace VoiceLake.Notebooks.Tests.Jupyter;

public sealed class RequestContentTests
{
    private static readonly JsonObject Content = JsonNode.Parse("""
        { "text": "t", "empty": "", "yes": true, "number": 7, "part": 7.5, "long": 99999999999, "list": [1], "object": {}, "nothing": null, "half": "\ud83d" }
        """)!.AsObject();

    [Fact]
    public void A_field_of_the_right_kind_is_read() =>
        (Content.Text("text"), Content.Text("empty"), Content.Flag("yes"), Content.Number("number")).ShouldBe(("t", "", true, 7));

    [Theory]
    [InlineData("list")]
    [InlineData("object")]
    [InlineData("nothing")]
    [InlineData("missing")]
    [InlineData("part")]
    [InlineData("long")]
    public void A_field_that_is_missing_or_of_another_kind_is_null(string name) =>
        (Content.Text(name), Content.Flag(name), Content.Number(name)).ShouldBe((null, null, null));

    [Fact]
    public void No_kind_is_taken_for_another() =>
        (Content.Text("number"), Content.Text("yes"), Content.Flag("text"), Content.Flag("number"), Content.Number("text"), Content.Number("yes")).ShouldBe((null, null, null, null, null, null));

    [Fact]
    public void A_required_text_that_is_missing_is_named()
    {
        Content.RequiredText("empty").ShouldBe("");
        Should.Throw<FormatException>(() => Content.RequiredText("code")).Message.ShouldContain("'code'");
        Should.Throw<FormatException>(() => Content.RequiredText("number")).Message.ShouldContain("'number'");
    }

    [Fact]
    public void A_text_with_half_a_character_is_named() => Should.Throw<FormatException>(() => Content.Text("half")).Message.ShouldContain("'half' is no valid Unicode text");
}
