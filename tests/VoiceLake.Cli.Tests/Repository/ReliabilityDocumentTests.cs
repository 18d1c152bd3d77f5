using System.Text.RegularExpressions;
using VoiceLake.Tests.Support;

namespace VoiceLake.Cli.Tests;

/// <summary>Every promise and every attack of docs/reliability.md names tests that are there.</summary>
public partial class ReliabilityDocumentTests
{
    private static readonly string Text = File.ReadAllText(Repository.PathOf("docs", "reliability.md"));

    [Fact]
    public void Every_test_that_is_named_is_there()
    {
        var methods = Directory.EnumerateFiles(Repository.PathOf("tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}node_modules{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(path => Method().Matches(File.ReadAllText(path)).Select(match => match.Groups["name"].Value))
            .ToHashSet(StringComparer.Ordinal);
        var named = Test().Matches(Text).Select(match => match.Groups["name"].Value).ToList();

        named.Count.ShouldBeGreaterThan(20);
        named.Where(name => !methods.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void At_least_sixty_kinds_of_attack_and_fault_have_cases_built_for_them() =>
        Row().Matches(Text).Count(match => match.Groups["cases"].Value != "0").ShouldBeGreaterThanOrEqualTo(60);

    [GeneratedRegex(@"`[A-Z]\w+\.(?<name>[A-Z]\w*_\w+)`")]
    private static partial Regex Test();

    [GeneratedRegex(@"public (?:async )?(?:void|Task) (?<name>[A-Z]\w*)\(")]
    private static partial Regex Method();

    [GeneratedRegex(@"^\| [^|]+ \| [^|]+ \| (?<cases>\d+) \| \d* ?\| [^|]+ \| `", RegexOptions.Multiline)]
    private static partial Regex Row();
}
