using System.CommandLine;
using VoiceLake.Notebooks.Documents;

namespace VoiceLake.Cli.Commands.Notebook;

/// <summary><c>voicelake notebook strip</c>: takes outputs and execution counts out.</summary>
internal static class StripCommand
{
    public static Command Create()
    {
        var paths = NotebookFiles.Argument();
        var check = new Option<bool>("--check") { Description = "Change nothing; exit with 1 if a notebook holds outputs or execution counts." };
        var command = new Command("strip", "Takes outputs and execution counts out of notebooks; every other byte stays, ids and metadata too.") { paths, check };
        command.AddExamples(
            "voicelake notebook strip lesson.ipynb",
            "voicelake notebook strip --check notebooks 'lessons/**/*.ipynb'");
        command.SetAction(async (arguments, cancel) =>
        {
            var full = 0;
            var only = arguments.GetValue(check);
            foreach (var path in NotebookFiles.Find(arguments.GetRequiredValue(paths)))
            {
                var document = await NotebookDocument.ReadAsync(path, cancel);
                if (!Path.GetExtension(path).Equals(".ipynb", StringComparison.OrdinalIgnoreCase) || !document.Strip())
                {
                    continue;
                }

                full++;
                await arguments.InvocationConfiguration.Output.WriteLineAsync(only ? $"{path}: holds outputs or execution counts" : $"{path}: stripped");
                if (!only)
                {
                    await document.WriteAsync(path, cancel);
                }
            }

            return only && full > 0 ? ExitCodes.Failure : ExitCodes.Success;
        });
        return command;
    }
}
