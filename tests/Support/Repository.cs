namespace VoiceLake.Tests.Support;

/// <summary>Where the repository lies, found from the running test.</summary>
public static class Repository
{
    /// <summary>The folder that holds VoiceLake.slnx.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path inside the repository.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "VoiceLake.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No VoiceLake.slnx above '{AppContext.BaseDirectory}': run the tests from a clone.");
    }
}
