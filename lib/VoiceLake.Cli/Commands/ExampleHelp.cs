using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace VoiceLake.Cli.Commands;

/// <summary>Adds examples under a command's help.</summary>
internal static class ExampleHelp
{
    /// <summary>Shows the lines under the heading Examples when <c>--help</c> is asked of this command.</summary>
    public static void AddExamples(this Command command, params string[] examples)
    {
        if (command.Options.OfType<HelpOption>().FirstOrDefault() is not { } help)
        {
            help = new();
            command.Options.Add(help);
        }

        help.Action = new WithExamples((HelpAction)help.Action!, examples);
    }

    private sealed class WithExamples(HelpAction help, string[] examples) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var code = help.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine(examples.Length == 1 ? "Example:" : "Examples:");
            foreach (var example in examples)
            {
                output.WriteLine($"  {example}");
            }

            output.WriteLine();
            return code;
        }
    }
}
