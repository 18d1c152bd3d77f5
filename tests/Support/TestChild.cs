using System.Diagnostics;

namespace VoiceLake.Tests.Support;

/// <summary>Starts this test program again, to run one test in a process of its own that can be killed, limited or robbed of its rights.</summary>
public static class TestChild
{
    /// <summary>What to put before a command so that it runs as an ordinary user: an administrator may read and write everything.</summary>
    public static IReadOnlyList<string> OrdinaryUser { get; } = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];

    /// <summary>Starts a process that runs one test; it can be written to and its output read.</summary>
    /// <param name="test">The class of the test.</param>
    /// <param name="method">The test.</param>
    /// <param name="variable">The environment variable by which the test knows its job.</param>
    /// <param name="job">The job.</param>
    /// <param name="before">What stands before the command, such as <see cref="OrdinaryUser"/>.</param>
    public static Process Start(Type test, string method, string variable, string job, params IReadOnlyList<string> before)
    {
        string[] command = [.. before, "dotnet", "exec", test.Assembly.Location, "-method", $"{test.FullName}.{method}", "-noLogo"];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("TESTINGPLATFORM", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment[variable] = job;
        return Process.Start(start)!;
    }
}
