namespace VoiceLake;

/// <summary>Where the repository's own folders lie, for notebooks that are started from anywhere.</summary>
/// <remarks>Notebook: 00-setup</remarks>
public static class Workspace
{
    /// <summary>The environment variable that names the default lake.</summary>
    public const string LakeVariable = "VOICELAKE_LAKE";

    /// <summary>The folder that holds <c>VoiceLake.slnx</c>, found upwards from this library, else from the working directory.</summary>
    /// <exception cref="DirectoryNotFoundException">Neither lies in a clone of the repository.</exception>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory, Path.GetDirectoryName(typeof(Workspace).Assembly.Location), Environment.CurrentDirectory);

    /// <summary>The lake that notebooks use unless told otherwise: the value of VOICELAKE_LAKE, else the folder <c>lake</c> in the repository.</summary>
    public static string Lake => Environment.GetEnvironmentVariable(LakeVariable) is { Length: > 0 } lake ? lake : Path.Combine(Root, "lake");

    /// <summary>The generated archives that come with the repository.</summary>
    public static string Samples => Path.Combine(Root, "data-samples");

    /// <summary>The repository's Data Factory, in its Git layout.</summary>
    public static string Factory => Path.Combine(Root, "infra", "data-factory");

    private static string FindRoot(params string?[] starts)
    {
        foreach (var start in starts.Where(start => !string.IsNullOrEmpty(start)))
        {
            for (var folder = new DirectoryInfo(start!); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "VoiceLake.slnx")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new DirectoryNotFoundException("No VoiceLake.slnx above the library or the working directory: run from a clone of the repository.");
    }
}
