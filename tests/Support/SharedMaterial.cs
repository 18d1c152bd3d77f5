namespace VoiceLake.Tests.Support;

/// <summary>The material beside the repository that tests read and that is never committed.</summary>
public static class SharedMaterial
{
    /// <summary>The path of a file or folder under <c>../shared</c>; skips the test where it is absent, fails it in CI.</summary>
    public static string Require(string relativePath)
    {
        var path = Path.Combine(Repository.Root, "..", "shared", relativePath);
        if (File.Exists(path) || Directory.Exists(path))
        {
            return Path.GetFullPath(path);
        }

        var message = $"'../shared/{relativePath}' is not beside the repository: put the shared material there to run this test.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(message);
        }

        Assert.Skip(message);
        return path;
    }
}
