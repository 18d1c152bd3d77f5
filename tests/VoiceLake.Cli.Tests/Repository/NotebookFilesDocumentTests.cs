using VoiceLake.Tests.Support;

namespace VoiceLake.Cli.Tests;

/// <summary>What docs/notebook-files.md shows is what there is.</summary>
public class NotebookFilesDocumentTests
{
    [Fact]
    public void Every_command_is_understood()
    {
        var commands = File.ReadAllLines(Repository.PathOf("docs", "notebook-files.md")).Where(line => line.StartsWith("voicelake ", StringComparison.Ordinal)).ToList();

        commands.Count.ShouldBeGreaterThan(5);
        foreach (var command in commands)
        {
            CommandLine.Create().Parse(command["voicelake ".Length..].Replace("'", "", StringComparison.Ordinal).Split(' ')).Errors.Select(error => error.Message).ShouldBeEmpty(command);
        }
    }
}
