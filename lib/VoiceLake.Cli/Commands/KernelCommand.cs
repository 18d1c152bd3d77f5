using System.CommandLine;
using VoiceLake.Notebooks.Jupyter;

namespace VoiceLake.Cli.Commands;

/// <summary><c>voicelake kernel</c>: the C# kernel of VS Code, JupyterLab and other Jupyter clients.</summary>
internal static class KernelCommand
{
    public static Command Create()
    {
        var command = new Command("kernel", "Makes C# a language of Jupyter clients: VS Code, JupyterLab, nbconvert.")
        {
            Install(),
            Uninstall(),
            Run(),
        };
        command.AddExamples("voicelake kernel install --user", "voicelake kernel uninstall");
        return command;
    }

    private static Command Install()
    {
        var (user, prefix, name) = PlaceOptions();
        var force = new Option<bool>("--force") { Description = "Replace a kernel of this name that another program installed." };
        var command = new Command("install", "Makes the kernel known to the Jupyter clients of this user.") { user, prefix, name, force };
        command.AddExamples("voicelake kernel install", "voicelake kernel install --prefix .venv --name csharp");
        command.SetAction(result => Report(result, () =>
        {
            var folder = KernelSpecs.Install(Folder(result, user, prefix), result.GetValue(name)!, result.GetValue(force));
            return $"The kernel '{KernelSpecs.DisplayName}' is in {folder}. It runs the programs where they are now: install again after moving them.";
        }));
        return command;
    }

    private static Command Uninstall()
    {
        var (user, prefix, name) = PlaceOptions();
        var command = new Command("uninstall", "Removes the kernel from where install put it.") { user, prefix, name };
        command.AddExamples("voicelake kernel uninstall");
        command.SetAction(result => Report(result, () =>
        {
            var kernels = Folder(result, user, prefix);
            return KernelSpecs.Uninstall(kernels, result.GetValue(name)!)
                ? $"The kernel '{result.GetValue(name)}' is no longer in {kernels}."
                : throw new UsageException($"There is no kernel '{result.GetValue(name)}' in '{kernels}'.");
        }));
        return command;
    }

    private static Command Run()
    {
        var file = new Argument<string>("CONNECTION_FILE") { Description = "The file in which the client says where it expects the kernel." };
        var remote = new Option<bool>("--allow-remote") { Description = "Listen at an address that other machines reach, if the file names one." };
        var command = new Command("run", "Runs the kernel for the client that wrote a connection file; clients do this themselves.") { file, remote };
        command.AddExamples("voicelake kernel run kernel-1234.json");
        command.SetAction(async (result, cancel) =>
        {
            try
            {
                var connection = ConnectionFile.Read(result.GetValue(file)!, result.GetValue(remote));
                await JupyterKernel.RunAsync(connection, result.InvocationConfiguration.Error.WriteLine, cancel);
                return ExitCodes.Success;
            }
            catch (ConnectionFileException e)
            {
                throw new UsageException(e.Message, e);
            }
        });
        return command;
    }

    private static (Option<bool> User, Option<string?> Prefix, Option<string> Name) PlaceOptions() =>
    (
        new("--user") { Description = "In the folder of this user's kernels; this is the default." },
        new("--prefix") { Description = "Under a prefix such as a Python environment: DIR/share/jupyter/kernels.", HelpName = "DIR" },
        new("--name") { Description = "The kernel's name; notebooks ask for it.", HelpName = "NAME", DefaultValueFactory = _ => KernelSpecs.DefaultName }
    );

    private static string Folder(ParseResult result, Option<bool> user, Option<string?> prefix) => (result.GetValue(user), result.GetValue(prefix)) switch
    {
        (true, not null) => throw new UsageException("--user and --prefix name two places: give one of them."),
        (_, { } named) => KernelSpecs.PrefixFolder(named),
        _ => KernelSpecs.UserFolder(),
    };

    private static int Report(ParseResult result, Func<string> work)
    {
        try
        {
            result.InvocationConfiguration.Output.WriteLine(work());
            return ExitCodes.Success;
        }
        catch (KernelSpecException e)
        {
            throw new UsageException(e.Message, e);
        }
    }
}
