using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Infra;

/// <summary>The workspace as code: Microsoft's compiler finds nothing in it, and what would be deployed is what was committed.</summary>
public sealed class InfrastructureTests : IDisposable
{
    private readonly InfraCopy _infra = new();

    public void Dispose() => _infra.Dispose();

    [Theory]
    [InlineData("main.bicep")]
    [InlineData("parameters/dev.bicepparam")]
    [InlineData("parameters/prod.bicepparam")]
    public async Task Build_and_lint_find_nothing(string file) => (await _infra.Bicep.LintAsync(file)).ShouldBeEmpty();

    [Fact]
    public void Every_module_is_reached_from_the_main_file()
    {
        var folder = Repository.PathOf("infra");
        var texts = Directory.EnumerateFiles(folder, "*.bicep", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();

        foreach (var module in Directory.EnumerateFiles(Path.Combine(folder, "modules"), "*.bicep").Select(Path.GetFileName))
        {
            texts.ShouldContain(text => text.Contains($"{module}'", StringComparison.Ordinal), module);
        }
    }

    [Theory]
    [InlineData("parameters/dev.bicepparam")]
    [InlineData("parameters/prod.bicepparam")]
    public async Task The_committed_snapshot_is_what_the_deployment_would_make(string parameters)
    {
        var (exitCode, text) = await _infra.Bicep.ValidateAsync(parameters);

        exitCode.ShouldBe(0, $"infra/{parameters} predicts other resources than its snapshot says. If that is meant: docs/azure.md has the command that writes it anew.\n{text}");
    }

    [Fact]
    public async Task A_change_that_was_not_committed_as_a_snapshot_is_told_with_its_place()
    {
        await _infra.PlantAsync("modules/storage.bicep", "options.?crossTenantReplication ?? false", "true");

        var (exitCode, text) = await _infra.Bicep.ValidateAsync("parameters/dev.bicepparam");

        exitCode.ShouldBe(1);
        text.ShouldContain("allowCrossTenantReplication");
    }
}
