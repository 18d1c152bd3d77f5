using System.CommandLine;
using System.Globalization;
using VoiceLake.DataFactory.Linting;

namespace VoiceLake.Cli.Commands.Factory;

/// <summary><c>voicelake factory lint</c>: what Data Factory would refuse, before it does.</summary>
internal static class LintCommand
{
    public static Command Create()
    {
        var folder = FactoryOptions.FolderArgument();
        var list = new Option<bool>("--list-rules") { Description = "List the rules and what holds where they are kept." };
        var command = new Command("lint", "Checks a factory's resources without Azure. A line for each finding; exits with 1 if one of them is an error.") { folder, list };
        command.AddExamples("voicelake factory lint", "voicelake factory lint infra/data-factory");
        command.SetAction(async (arguments, cancel) =>
        {
            var output = arguments.InvocationConfiguration.Output;
            if (arguments.GetValue(list))
            {
                await output.WriteAsync(string.Concat(FactoryLinter.Rules.Select(rule => $"{rule.Id,-30}{rule.Sentence}\n")));
                return ExitCodes.Success;
            }

            var findings = await FactoryOptions.CheckAsync(arguments.GetRequiredValue(folder), cancel);
            foreach (var finding in findings)
            {
                await output.WriteLineAsync(finding.ToString());
            }

            var errors = findings.Count(finding => finding.Severity == LintSeverity.Error);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{errors} errors and {findings.Count - errors} warnings by {FactoryLinter.Rules.Count} rules"));
            return errors == 0 ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }
}
