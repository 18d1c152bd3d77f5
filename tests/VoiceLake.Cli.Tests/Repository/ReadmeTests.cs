using System.Text.RegularExpressions;
using VoiceLake.Notebooks.Hosting;
using VoiceLake.Tests.Support;

namespace VoiceLake.Cli.Tests;

/// <summary>What the README shows is what there is.</summary>
public partial class ReadmeTests
{
    private const string Run = "dotnet run -c Release --project lib/VoiceLake.Cli -- ";

    private static readonly string Text = File.ReadAllText(Repository.PathOf("README.md"));

    [Fact]
    public void Every_command_is_understood()
    {
        var commands = Fence().Matches(Text).Where(match => match.Groups["language"].Value == "sh")
            .SelectMany(match => match.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Where(line => line.StartsWith(Run, StringComparison.Ordinal)).ToArray();

        commands.Length.ShouldBeGreaterThan(3);
        foreach (var command in commands)
        {
            CommandLine.Create().Parse(command[Run.Length..].Split(' ')).Errors.Select(error => error.Message).ShouldBeEmpty(command);
        }
    }

    [Fact]
    public void Every_link_into_the_repository_leads_somewhere()
    {
        var links = Link().Matches(Text).Select(match => match.Groups["target"].Value).Where(target => !target.Contains("://", StringComparison.Ordinal) && target[0] != '#');

        links.Where(link => !LeadsSomewhere(link.Split('#'))).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_sample_of_code_runs_as_it_stands()
    {
        var ct = TestContext.Current.CancellationToken;
        var sample = Fence().Matches(Text).Single(match => match.Groups["language"].Value == "csharp").Groups["text"].Value;
        await using var process = await NotebookProcess.StartAsync(new NotebookProcessOptions { NotebookPath = Repository.PathOf("README.md") }, ct);
        var outputs = new List<CellOutput>();

        var result = await process.ExecuteAsync(sample, new CellInfo(1), outputs.Add, ct);

        result.Error.ShouldBeNull();
        ((string?)outputs.OfType<ResultOutput>().Single().Data["text/plain"])!.ShouldContain("lake");
    }

    [Fact]
    public void Every_notebook_is_in_the_table()
    {
        foreach (var notebook in Directory.EnumerateFiles(Repository.PathOf("notebooks"), "*.ipynb"))
        {
            Text.ShouldContain($"](notebooks/{Path.GetFileName(notebook)})");
        }
    }

    // The part behind # is a heading, as GitHub writes it: lower case, blanks as hyphens, no signs.
    private static bool LeadsSomewhere(string[] link) => Path.Exists(Repository.PathOf(link[0])) && (link.Length == 1
        || File.ReadLines(Repository.PathOf(link[0])).Where(line => line.StartsWith('#')).Select(line => Sign().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-')).Contains(link[1]));

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Sign();

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
