using System.Diagnostics;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.MainJob;

/// <summary>A laptop in a train: the notebooks in a network of their own, in which there is nothing but the loopback.</summary>
public sealed class OfflineTests : IDisposable
{
    // What the kernel itself enforces: the new network has no interface but lo, and no route anywhere.
    private const string Script = """ip link set lo up && ip -o link && exec dotnet "$@" """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_notebook_passes_without_a_network()
    {
        string[] namespaces = Environment.IsPrivilegedProcess ? ["--net"] : ["--net", "--map-root-user"];
        string[] run = [Path.Combine(AppContext.BaseDirectory, "VoiceLake.Cli.dll"), "run", Repository.PathOf("notebooks"), "--out", _folder.PathOf("site")];
        var start = new ProcessStartInfo("unshare", [.. namespaces, "sh", "-c", Script, "sh", .. run]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["VOICELAKE_LAKE"] = _folder.PathOf("lake");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(0, $"{output}\n{await errors}");
        output.Split('\n')[0].ShouldStartWith("1: lo:");
        output.Split('\n')[1].ShouldNotContain("LOWER_UP");
        File.Exists(_folder.PathOf("site/03-gold-features.html")).ShouldBeTrue(output);
    }
}
