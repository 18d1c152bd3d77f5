using System.Text.RegularExpressions;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.DataFactory.Running.Control;
using VoiceLake.Tests.Support;

namespace VoiceLake.DataFactory.Tests;

/// <summary>docs/data-factory.md says what is so.</summary>
public partial class DocumentationTests
{
    private static readonly string Text = File.ReadAllText(Repository.PathOf("docs", "data-factory.md"));

    [Fact]
    public void The_table_of_supported_properties_is_the_runners_own()
    {
        var rows = ActivityWorks.SupportedProperties.Select(pair => $"| `{pair.Key}` | {string.Join(", ", pair.Value.Select(Describe))} |");

        foreach (var row in rows)
        {
            Text.ShouldContain(row, Case.Sensitive);
        }

        SupportedRow().Count(Text[Text.IndexOf("## Properties, one by one", StringComparison.Ordinal)..]).ShouldBe(ActivityWorks.SupportedProperties.Count);
    }

    [Fact]
    public void Every_activity_that_is_run_has_its_line()
    {
        foreach (var type in ControlActivities.Types.Concat(ActivityWorks.Types))
        {
            Text.ShouldContain($"| **{type}** |", Case.Sensitive);
        }
    }

    [Fact]
    public void It_says_that_nothing_has_run_on_real_Azure() => Text.ShouldContain("**Nothing here has run on real Azure.**");

    private static string Describe(SupportedProperty property) => property switch
    {
        { Only: { } only } => $"`{property.Name}` (only {only})",
        { Note.Length: > 0 } => $"`{property.Name}` (no effect)",
        _ => $"`{property.Name}`",
    };

    [GeneratedRegex(@"^\| `\w+` \| `", RegexOptions.Multiline)]
    private static partial Regex SupportedRow();
}
