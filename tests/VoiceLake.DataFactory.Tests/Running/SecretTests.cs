using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;

namespace VoiceLake.DataFactory.Tests.Running;

public class SecretTests
{
    [Theory]
    [InlineData("pass\"word")]
    [InlineData("pässwörd")]
    [InlineData("a<b>&c")]
    public async Task A_secret_that_JSON_writes_otherwise_stands_in_no_error(string secret)
    {
        await using var bench = new Bench(null, new Pipeline("p", new IfConditionActivity("If", "@pipeline().parameters.key")).WithParameter("key", ParameterType.SecureString));

        (await bench.RunAsync("p", new JsonObject { ["key"] = secret })).Message.ShouldBe("Operation on target If failed: 'expression' is \"***\", and must be true or false: compare it with equals(), or convert it with bool().");
    }

    [Fact]
    public async Task A_secret_that_a_message_is_too_short_for_leaves_no_part_of_it()
    {
        await using var bench = new Bench(null, new Pipeline("p", new IfConditionActivity("If", "@pipeline().parameters.key")).WithParameter("key", ParameterType.SecureString));

        (await bench.RunAsync("p", new JsonObject { ["key"] = new string('k', 300) })).Message.ShouldNotContain("kkk");
    }

    [Fact]
    public async Task A_secret_that_holds_another_is_hidden_as_a_whole()
    {
        var pipeline = new Pipeline("p", new FailActivity("No", "@pipeline().parameters.long", "E")).WithParameter("short", ParameterType.SecureString).WithParameter("long", ParameterType.SecureString);
        await using var bench = new Bench(null, pipeline);

        (await bench.RunAsync("p", new JsonObject { ["short"] = "abc", ["long"] = "abcdef" })).Message.ShouldBe("Operation on target No failed: ***");
    }

    [Fact]
    public async Task What_a_call_passes_to_a_secure_parameter_stands_in_no_record_of_the_caller()
    {
        var child = new Pipeline("child", SetVariableActivity.Return("Back", ("key", "@pipeline().parameters.key"))).WithParameter("key", ParameterType.SecureString);
        await using var bench = new Bench(null, new Pipeline("p", new ExecutePipelineActivity("Call", "child").With("key", "@concat('hush', '-hush')")), child);

        (await bench.RunAsync("p")).Status.ShouldBe(RunStatus.Succeeded);

        JsonSerializer.Serialize(await bench.ActivitiesAsync()).ShouldNotContain("hush-hush");
    }
}
