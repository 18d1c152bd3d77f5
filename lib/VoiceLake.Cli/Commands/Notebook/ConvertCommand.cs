using System.CommandLine;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Notebooks.Documents.Converting;

namespace VoiceLake.Cli.Commands.Notebook;

/// <summary><c>voicelake notebook convert</c>: .ipynb, .dib and C# scripts, each into the other.</summary>
internal static class ConvertCommand
{
    private static readonly Dictionary<string, NotebookFormat> Formats = new(StringComparer.Ordinal)
    {
        ["ipynb"] = NotebookFormat.Jupyter,
        ["dib"] = NotebookFormat.Dib,
        ["cs"] = NotebookFormat.Percent,
    };

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A notebook: .ipynb, .dib, or a C# script (.cs, .csx) whose cells start at '// %%'." };
        var to = new Option<string>("--to") { Description = "The form to write: ipynb, dib or cs.", HelpName = "FORM", Required = true };
        var output = new Option<string?>("--out") { Description = "The file to write. Default: beside the notebook, with the other extension.", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Overwrite a file that is there." };
        var strict = new Option<bool>("--strict") { Description = "Write nothing and exit with 1 if the form cannot hold everything." };
        to.AcceptOnlyFromAmong([.. Formats.Keys]);
        var command = new Command(
            "convert",
            "Converts a notebook. The cells, their languages, order and text survive each way; what the other form cannot hold (outputs, execution counts, attachments, in .dib tags too) is counted on stderr.")
        {
            file, to, output, force, strict,
        };
        command.AddExamples(
            "voicelake notebook convert lesson.dib --to ipynb",
            "voicelake notebook convert notebooks/00-setup.ipynb --to cs --out artifacts/setup.cs",
            "voicelake notebook convert lesson.ipynb --to dib --strict --force");
        command.SetAction(async (arguments, cancel) =>
        {
            var path = arguments.GetRequiredValue(file);
            var format = Formats[arguments.GetRequiredValue(to)];
            var target = arguments.GetValue(output) ?? Path.ChangeExtension(path, NotebookConverter.Extension(format));
            Check(path, target, format, arguments.GetValue(force));
            var converted = NotebookConverter.Convert(await NotebookDocument.ReadAsync(path, cancel), format);
            var error = arguments.InvocationConfiguration.Error;
            foreach (var note in converted.Notes)
            {
                await error.WriteLineAsync($"voicelake: {target}: {note}");
            }

            if (converted.Losses.Count > 0)
            {
                await error.WriteLineAsync($"voicelake: {target} cannot hold {string.Join(", ", converted.Losses)}");
                if (arguments.GetValue(strict))
                {
                    await error.WriteLineAsync("voicelake: nothing was written, because of --strict");
                    return ExitCodes.Failure;
                }
            }

            await NotebookConverter.WriteAsync(converted, target, cancel);
            await arguments.InvocationConfiguration.Output.WriteLineAsync(target);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Check(string path, string target, NotebookFormat format, bool force)
    {
        if (!File.Exists(path))
        {
            throw new UsageException($"'{path}' is not there: give a notebook");
        }

        var extension = Path.GetExtension(target).ToLowerInvariant();
        if (extension != NotebookConverter.Extension(format) && (extension != ".csx" || format != NotebookFormat.Percent))
        {
            throw new UsageException($"'{target}' would not be read as what it is: end its name in {NotebookConverter.Extension(format)}");
        }

        if (Path.GetFullPath(path) == Path.GetFullPath(target))
        {
            throw new UsageException($"'{path}' would be written over itself: choose another form with --to, or another file with --out");
        }

        if (File.Exists(target) && !force)
        {
            throw new UsageException($"'{target}' is there already: give another file with --out, or overwrite it with --force");
        }
    }
}
