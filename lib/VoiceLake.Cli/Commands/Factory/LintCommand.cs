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
        var command = new Command("lint", "Checks a factory's resources without Azure. A line for each finding; exits with 1 if there are any.") { folder, list };
        command.AddExamples("voicelake factory lint", "voicelake factory lint infra/data-factory");
        command.SetAction(async (arguments, cancel) =>
        {
            var output = arguments.InvocationConfiguration.Output;
            if (arguments.GetValue(list))
            {
                await output.WriteAsync(string.Concat(FactoryLinter.Rules.Select(rule => $"{rule.Id,-30}{rule.Sentence}\n")));
                return ExitCodes.Success;
            }

            var factory = await FactoryOptions.ReadAsync(arguments.GetRequiredValue(folder), cancel);
            var findings = FactoryLinter.Check(factory);
            foreach (var finding in findings)
            {
                await output.WriteLineAsync(finding.ToString());
            }

            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{factory.Resources.Count} resources: {findings.Count} finding{(findings.Count == 1 ? "" : "s")} by {FactoryLinter.Rules.Count} rules"));
            return findings.Count == 0 ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }
}
