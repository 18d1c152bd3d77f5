using System.CommandLine;
using VoiceLake.Cli.Progress;
using VoiceLake.Notebooks.Comparing;
using VoiceLake.Notebooks.Comparing.Sanitising;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Notebooks.Running;

namespace VoiceLake.Cli.Commands.Notebook;

/// <summary><c>voicelake notebook diff</c>: two notebooks, or stored outputs and those of a new run.</summary>
internal static class DiffCommand
{
    private static readonly Argument<string[]> Paths = new("PATH")
    {
        Description = "The old and the new notebook; with --run the notebooks and folders to run.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> Run = new("--run") { Description = "Run the notebooks and compare their stored outputs with the new ones; the files stay as they are." };

    private static readonly Option<string?> Names = new("--sanitise")
    {
        Description = "Apply only these sanitisers, or none. Default: all of --list-sanitisers.",
        HelpName = "name,…",
    };

    private static readonly Option<string?> OwnFile = new("--sanitise-file")
    {
        Description = "Apply sanitisers of your own first: a JSON or YAML map, name: { pattern: …, replacement: … }.",
        HelpName = "FILE",
    };

    private static readonly Option<string[]> Folders = new("--folder") { Description = "A folder whose path may differ, beside the working folder; may be repeated.", HelpName = "DIR" };

    private static readonly Option<int?> HashLength = new("--hash-length") { Description = "How many hexadecimal digits are taken for a hash. Default: 16.", HelpName = "N" };

    private static readonly Option<bool> List = new("--list-sanitisers") { Description = "List the sanitisers and what each replaces." };

    public static Command Create()
    {
        var command = new Command(
            "diff",
            "Compares notebooks cell by cell: source, tags and outputs, in which times, paths, ids and the like are replaced first. Exits with 0 if equal, 1 if not.")
        {
            Paths, Run, Names, OwnFile, Folders, HashLength, List,
        };
        command.AddExamples(
            "voicelake notebook diff notebooks/03-gold-features.ipynb artifacts/site/03-gold-features.ipynb",
            "voicelake notebook diff --run notebooks --sanitise-file sanitise.yaml",
            "voicelake notebook diff old.ipynb new.ipynb --sanitise times,paths --folder ../lake");
        command.SetAction(DiffAsync);
        return command;
    }

    private static async Task<int> DiffAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var output = arguments.InvocationConfiguration.Output;
        if (arguments.GetValue(List))
        {
            await output.WriteAsync(string.Concat(Sanitisers.All.Select(one => $"{one.Name,-18}{one.Description}\n")));
            return ExitCodes.Success;
        }

        var options = await OptionsOf(arguments, cancellationToken);
        var paths = arguments.GetValue(Paths) ?? [];
        var equal = true;
        await foreach (var (old, @new, problem) in arguments.GetValue(Run) ? RunAsync(paths, cancellationToken) : PairAsync(paths, cancellationToken))
        {
            var comparison = NotebookComparison.Compare(old, @new, options);
            await output.WriteAsync(comparison.ToString());
            if (problem is not null)
            {
                await arguments.InvocationConfiguration.Error.WriteLineAsync($"voicelake: {problem}");
            }

            equal &= comparison.AreEqual && problem is null;
        }

        return equal ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static async IAsyncEnumerable<(NotebookDocument, NotebookDocument, string?)> PairAsync(
        string[] paths, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (paths is not [var old, var @new])
        {
            throw new UsageException("give two notebooks, the old and the new, or --run and the notebooks to run");
        }

        foreach (var path in paths.Where(path => !File.Exists(path)))
        {
            throw new UsageException($"'{path}' is not there: give a notebook");
        }

        yield return (await NotebookDocument.ReadAsync(old, cancellationToken), await NotebookDocument.ReadAsync(@new, cancellationToken), null);
    }

    private static async IAsyncEnumerable<(NotebookDocument, NotebookDocument, string?)> RunAsync(
        string[] paths, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (paths.Length == 0)
        {
            throw new UsageException("--run needs the notebooks to run");
        }

        var folder = Directory.CreateTempSubdirectory("voicelake-diff-").FullName;
        try
        {
            var report = await new NotebookRunner(new() { OutputFolder = folder }).RunAsync(paths, null, cancellationToken);
            if (report.Cancelled)
            {
                throw new OperationCanceledException(cancellationToken);
            }

            foreach (var run in report.Notebooks)
            {
                var failure = run.Status == RunStatus.Passed ? null : RunSummary.FailureOf(report with { Notebooks = [run] }) ?? RunSummary.Of(run);
                yield return (await NotebookDocument.ReadAsync(run.Path, cancellationToken), run.Document, failure);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<ComparisonOptions> OptionsOf(ParseResult arguments, CancellationToken cancellationToken)
    {
        var length = arguments.GetValue(HashLength) ?? new ComparisonOptions().HashLength;
        if (length is < 4 or > 1000)
        {
            throw new UsageException($"--hash-length takes a number from 4 to 1000, not {length}");
        }

        try
        {
            var own = arguments.GetValue(OwnFile) is { } file ? await SanitiserFile.ReadAsync(file, cancellationToken) : [];
            var chosen = arguments.GetValue(Names) switch
            {
                null => Sanitisers.All,
                "none" => [],
                var names => Sanitisers.Named(names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
            };
            return new()
            {
                Sanitisers = [.. own, .. chosen],
                Folders = [Environment.CurrentDirectory, .. (arguments.GetValue(Folders) ?? []).Select(Path.GetFullPath)],
                HashLength = length,
            };
        }
        catch (Exception mistake) when (mistake is FormatException or ArgumentException or IOException)
        {
            throw new UsageException(mistake.Message, mistake);
        }
    }
}
