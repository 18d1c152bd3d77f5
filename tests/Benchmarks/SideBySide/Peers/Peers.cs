using VoiceLake.Tests.Support;

namespace VoiceLake.Benchmarks.SideBySide;

/// <summary>The peers that Debian offers.</summary>
internal static class Peers
{
    /// <summary>The start of a command that runs a library's work; Debian's Python has the modules.</summary>
    public static IReadOnlyList<string> Library { get; } = ["/usr/bin/python3", Repository.PathOf("tests/Benchmarks/SideBySide/Peers/peers.py")];

    /// <summary>Praat's pitch of every file of a list.</summary>
    public static IReadOnlyList<string> Praat(string list) => ["praat", "--run", Repository.PathOf("tests/Benchmarks/SideBySide/Peers/pitch.praat"), list];

    /// <summary>Their names and versions in a sentence.</summary>
    public static async Task<string> VersionsAsync(CancellationToken ct)
    {
        IReadOnlyList<string>[] commands = [[.. Library, "versions"], ["sox", "--version"], ["flac", "--version"], ["praat", "--version"], ["gzip", "--version"]];
        var names = new List<string>();
        foreach (var command in commands)
        {
            names.Add((await Timing.RunAsync(1, command, ct)).Output.Split('\n')[0].Replace("sox:", "", StringComparison.Ordinal).Trim());
        }

        return string.Join(", ", names);
    }
}
