using System.CommandLine;
using System.Globalization;
using VoiceLake.Notebooks.Checking;
using VoiceLake.Notebooks.Documents;

namespace VoiceLake.Cli.Commands.Notebook;

/// <summary><c>voicelake notebook check</c>: notebooks that teach, by the rules for them.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var paths = NotebookFiles.Argument();
        paths.Arity = ArgumentArity.ZeroOrMore;
        var only = new Option<string[]>("--rule") { Description = "Check only these rules; may be repeated.", HelpName = "id,…" };
        var ignore = new Option<string[]>("--ignore") { Description = "Leave out these rules; may be repeated.", HelpName = "id,…" };
        var list = new Option<bool>("--list-rules") { Description = "List the rules and what holds where they are kept." };
        var command = new Command("check", "Checks notebooks that teach: their parts, their code, their stored outputs. A line for each finding; exits with 1 if there are any.")
        {
            paths, only, ignore, list,
        };
        command.AddExamples(
            "voicelake notebook check notebooks",
            "voicelake notebook check draft.ipynb --ignore executed,navigation",
            "voicelake notebook check 'lessons/**/*.ipynb' --rule no-errors --rule output-size");
        command.SetAction(async (arguments, cancel) =>
        {
            var output = arguments.InvocationConfiguration.Output;
            if (arguments.GetValue(list))
            {
                await output.WriteAsync(string.Concat(NotebookRules.All.Select(rule => $"{rule.Id,-20}{rule.Promise}\n")));
                return ExitCodes.Success;
            }

            var rules = Rules(arguments.GetValue(only) ?? [], arguments.GetValue(ignore) ?? []);
            var files = arguments.GetValue(paths) is { Length: > 0 } given ? NotebookFiles.Find(given) : throw new UsageException("give notebooks or folders to check");
            var findings = 0;
            foreach (var path in files)
            {
                foreach (var finding in NotebookRules.Check(await NotebookDocument.ReadAsync(path, cancel), rules))
                {
                    findings++;
                    await output.WriteLineAsync(finding.ToString());
                }
            }

            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{files.Count} notebook{(files.Count == 1 ? "" : "s")}: {findings} finding{(findings == 1 ? "" : "s")} by {rules.Count} rules"));
            return findings == 0 ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }

    private static IReadOnlyList<NotebookRule> Rules(string[] only, string[] ignore)
    {
        try
        {
            var chosen = only.Length == 0 ? NotebookRules.All : NotebookRules.Named(Names(only));
            return [.. chosen.Except(NotebookRules.Named(Names(ignore)))];
        }
        catch (ArgumentException mistake)
        {
            throw new UsageException(mistake.Message, mistake);
        }
    }

    private static IEnumerable<string> Names(string[] lists) => lists.SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
