using System.CommandLine;

namespace VoiceLake.Cli.Commands.Notebook;

/// <summary><c>voicelake notebook</c>: what can be done with notebook files.</summary>
internal static class NotebookCommand
{
    public static Command Create()
    {
        var command = new Command("notebook", "Converts, strips, compares and checks notebook files.")
        {
            ConvertCommand.Create(),
            StripCommand.Create(),
            DiffCommand.Create(),
            CheckCommand.Create(),
        };
        command.AddExamples(
            "voicelake notebook convert lesson.dib --to ipynb",
            "voicelake notebook strip --check notebooks",
            "voicelake notebook diff --run notebooks",
            "voicelake notebook check notebooks");
        return command;
    }
}
