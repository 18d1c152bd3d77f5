using System.CommandLine;
using VoiceLake.Azure.Secrets;
using VoiceLake.DataFactory.Linting;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running.Local;
using VoiceLake.Lake;

namespace VoiceLake.Cli.Commands.Factory;

/// <summary>What the commands of a factory have in common.</summary>
internal static class FactoryOptions
{
    /// <summary>The factory of this repository, seen from its root.</summary>
    public const string DefaultFolder = "infra/data-factory";

    public static Argument<string> FolderArgument() => new("FOLDER")
    {
        Description = $"The factory in its Git layout: a folder with pipeline, dataset, linkedService and others. Default: {DefaultFolder}.",
        Arity = ArgumentArity.ZeroOrOne,
        DefaultValueFactory = _ => DefaultFolder,
    };

    public static Option<string> Folder() => new("--folder")
    {
        Description = $"The factory in its Git layout. Default: {DefaultFolder}.",
        HelpName = "DIR",
        DefaultValueFactory = _ => DefaultFolder,
    };

    public static Option<string?> Lake() => new("--lake")
    {
        Description = "The lake that stands for the factory's lakes in Azure, and that keeps the runs. Default: VOICELAKE_LAKE, else the folder lake in the repository.",
        HelpName = "URI",
    };

    public static Option<string?> Bindings() => new("--local")
    {
        Description = $"The file that says what stands here for lakes and notebooks in Azure. Default: {LocalBindings.FileName} in the factory's folder.",
        HelpName = "FILE",
    };

    /// <summary>The bindings of a file, every lake in them replaced by the one that was named; none where no file is named and none is there.</summary>
    /// <exception cref="UsageException">The file cannot be read, or names a notebook that is not there.</exception>
    public static async Task<LocalBindings> ReadBindingsAsync(string? file, string folder, string? lake, CancellationToken cancellationToken)
    {
        var path = file ?? Path.Combine(folder, LocalBindings.FileName);
        if (file is null && !File.Exists(path))
        {
            return LocalBindings.None;
        }

        try
        {
            var bindings = await LocalBindings.ReadAsync(path, cancellationToken);
            var address = Open(lake).Store.Address.AbsoluteUri;
            return bindings.Lakes.Keys.Aggregate(bindings, (bound, known) => bound.WithLake(known, address));
        }
        catch (Exception mistake) when (mistake is FileNotFoundException or FormatException)
        {
            throw new UsageException(mistake.Message, mistake);
        }
    }

    public static string AddressOf(string? lake) => lake is { Length: > 0 } ? lake : Workspace.Lake;

    /// <exception cref="UsageException">The address is no lake's.</exception>
    public static DataLake Open(string? lake)
    {
        try
        {
            return DataLake.Open(AddressOf(lake));
        }
        catch (LakeException mistake) when (mistake is not SecretSourceException)
        {
            throw new UsageException(mistake.Message, mistake);
        }
    }

    /// <exception cref="UsageException">The folder is no factory's.</exception>
    public static async Task<IReadOnlyList<LintFinding>> CheckAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            return await FactoryLinter.CheckAsync(folder, cancellationToken);
        }
        catch (DirectoryNotFoundException mistake)
        {
            throw new UsageException(mistake.Message, mistake);
        }
    }

    /// <exception cref="UsageException">The folder is no factory's, or one of its files is no resource.</exception>
    public static async Task<FactoryFolder> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            return await FactoryFolder.ReadAsync(folder, cancellationToken);
        }
        catch (Exception mistake) when (mistake is DirectoryNotFoundException or FactoryModelException)
        {
            throw new UsageException(mistake.Message, mistake);
        }
    }

    /// <summary>The factory, if the linter finds no error in it: Azure would not take it either.</summary>
    /// <exception cref="UsageException">The folder is no factory's, or there are errors.</exception>
    public static async Task<FactoryFolder> ReadFaultlessAsync(string folder, CancellationToken cancellationToken)
    {
        var errors = (await CheckAsync(folder, cancellationToken)).Where(finding => finding.Severity == LintSeverity.Error).ToList();
        return errors.Count == 0
            ? await ReadAsync(folder, cancellationToken)
            : throw new UsageException($"the factory has {errors.Count} error{(errors.Count == 1 ? "" : "s")}, the first: {errors[0]} 'voicelake factory lint {folder}' lists all");
    }
}
