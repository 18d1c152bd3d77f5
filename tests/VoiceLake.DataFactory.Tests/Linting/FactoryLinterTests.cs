using VoiceLake.DataFactory.Linting;
using VoiceLake.DataFactory.Model;
using VoiceLake.Tests.Support;

namespace VoiceLake.DataFactory.Tests.Linting;

public class FactoryLinterTests
{
    public static TheoryData<string, string, string, string?, string> Mistakes => [.. PlantedMistakes.All, .. ExpressionMistakes.All, .. TypeMistakes.All];

    [Fact]
    public async Task The_committed_factory_has_no_findings() =>
        (await FactoryLinter.CheckAsync(Repository.PathOf("infra", "data-factory"), TestContext.Current.CancellationToken)).ShouldBeEmpty();

    // Good holds what Data Factory's Studio writes beside what people do, activities of many types, and expressions of every form.
    [Fact]
    public async Task A_factory_with_much_of_everything_has_no_findings() =>
        (await FactoryLinter.CheckAsync(Repository.PathOf("tests", "VoiceLake.DataFactory.Tests", "Linting", "Good"), TestContext.Current.CancellationToken)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_planted_mistake_is_found_where_it_stands(string rule, string file, string target, string? json, string path)
    {
        using var folder = new TemporaryFolder();
        PlantedMistakes.Plant(folder, file, target, json);
        var factory = await FactoryFolder.ReadAsync(folder.Path, TestContext.Current.CancellationToken);

        var findings = FactoryLinter.Check(factory);

        findings.ShouldContain(finding => finding.Rule == rule && finding.File == file && finding.Path == path, string.Join('\n', findings));
        findings.ShouldAllBe(finding => finding.Problem.Length > 0 && finding.Remedy.Length > 0);
    }

    [Fact]
    public void Every_rule_has_a_planted_mistake() =>
        Mistakes.Select(row => row.Data.Item1).Append("duplicate-resource").Append("unreadable-file").Distinct().Order().ShouldBe(FactoryLinter.Rules.Select(rule => rule.Id).Order());

    [Fact]
    public async Task Every_file_that_cannot_be_read_is_a_finding_and_the_others_are_checked()
    {
        using var folder = new TemporaryFolder();
        PlantedMistakes.Plant(folder, "pipeline/medallion.json", "properties/activities/0/typeProperties/pipeline/referenceName", "\"gone\"");
        await File.WriteAllTextAsync(folder.PathOf("dataset", "manifest.json"), "{ \"name\": ", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.PathOf("pipeline", "silver.json"), """{ "name": "silver", "properties": { "activities": [{ "type": "Wait" }] } }""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.PathOf("linkedService", "key_vault.json"), """{ "name": "vault", "properties": { "type": "AzureKeyVault" } }""", TestContext.Current.CancellationToken);

        var findings = await FactoryLinter.CheckAsync(folder.Path, TestContext.Current.CancellationToken);

        findings.Select(finding => (finding.File, finding.Path, finding.Rule)).ShouldBe(
        [
            ("dataset/manifest.json", "$", "unreadable-file"),
            ("linkedService/key_vault.json", "$.name", "unreadable-file"),
            ("pipeline/medallion.json", "$.properties.activities[0].typeProperties.pipeline.referenceName", "unknown-pipeline"),
            ("pipeline/silver.json", "$.properties.activities[0].name", "unreadable-file"),
        ]);
        findings[3].ToString().ShouldBe("pipeline/silver.json, $.properties.activities[0].name: [unreadable-file] 'name' is missing: give it a text.");
    }

    // Built, not planted: not every file system can hold two names that differ in case.
    [Fact]
    public void Names_that_differ_in_case_alone_are_one_name() =>
        FactoryLinter.Check(new FactoryFolder([new Pipeline("Load"), new Pipeline("load")]))
            .ShouldHaveSingleItem().ToString().ShouldBe("load, $.name: [duplicate-resource] 'load' differs from 'Load' in case at most: Data Factory knows no case in names: rename one.");

    [Fact]
    public void A_finding_says_where_what_and_what_to_do() =>
        new LintFinding("pipeline/p.json", "$.name", "some-rule", "It is wrong", "write it right").ToString()
            .ShouldBe("pipeline/p.json, $.name: [some-rule] It is wrong: write it right.");

    [Theory]
    [InlineData(80, false)]
    [InlineData(81, true)]
    public void Eighty_activities_are_allowed(int count, bool found)
    {
        var pipeline = new Pipeline("many", Enumerable.Range(1, count).Select(number => new WaitActivity($"Wait {number}", 0)));

        FactoryLinter.Check(new FactoryFolder([pipeline])).Any(finding => finding.Rule == "too-many-activities").ShouldBe(found);
    }

    [Fact]
    public void Handlers_of_failure_are_no_cycle()
    {
        var attempt = new WaitActivity("Try", 0);
        var handler = new WaitActivity("Catch", 0).AfterFailureOf(attempt);
        var end = new WaitActivity("Finally", 0).After(attempt, DependencyCondition.Completed).After(handler, DependencyCondition.Succeeded, DependencyCondition.Skipped);

        FactoryLinter.Check(new FactoryFolder([new Pipeline("p", attempt, handler, end)])).ShouldBeEmpty();
    }
}
