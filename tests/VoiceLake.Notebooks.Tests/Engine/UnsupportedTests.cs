using System.Text.RegularExpressions;
using VoiceLake.Notebooks.Tests.Support;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Engine;

/// <summary>The table of docs/notebooks.md that lists what does not run, against cells that try it.</summary>
public partial class UnsupportedTests
{
    [Fact]
    public async Task Every_row_of_the_documentation_is_what_its_cell_says()
    {
        var rows = Rows();
        rows.Count.ShouldBeGreaterThan(10);
        await using var notebook = await Notebook.StartAsync();
        foreach (var (code, message) in rows)
        {
            (await notebook.FailAsync(code)).Value.ShouldContain(message, Case.Sensitive, $"the cell was: {code}");
        }
    }

    [Fact]
    public async Task Nothing_of_a_cell_with_such_a_line_has_run_unless_the_line_sets_a_variable()
    {
        await using var notebook = await Notebook.StartAsync();
        foreach (var (code, _) in Rows().Where(row => row.Code.StartsWith('#') && !row.Code.StartsWith("#!set", StringComparison.Ordinal) && !row.Code.StartsWith("#!share", StringComparison.Ordinal)))
        {
            (await notebook.RunAsync("Console.Write(\"ran\");\n" + code)).Stdout.ShouldBe("", $"the cell was: {code}");
        }
    }

    private static List<(string Code, string Message)> Rows()
    {
        var text = File.ReadAllText(Repository.PathOf("docs", "notebooks.md")).ReplaceLineEndings("\n");
        var section = text[text.IndexOf("### What does not run", StringComparison.Ordinal)..];
        return [.. Row().Matches(section[..section.IndexOf("\n## ", StringComparison.Ordinal)]).Select(row => (row.Groups["code"].Value, row.Groups["says"].Value))];
    }

    [GeneratedRegex(@"^\| `(?<code>.+?)` \| (?<says>.+?) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
