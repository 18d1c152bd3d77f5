using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using VoiceLake.Tests.Support;

namespace VoiceLake.Cli.Tests.Commands;

public sealed class KernelCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_kernel_is_installed_under_a_prefix_and_removed_again()
    {
        var prefix = _folder.PathOf("an env of Åsa's");
        var kernel = Path.Combine(prefix, "share", "jupyter", "kernels", ".net-csharp");

        var (code, output, error) = await CliProcess.RunAsync("kernel", "install", "--prefix", prefix);
        (code, error).ShouldBe((0, ""));
        output.ShouldBe($"The kernel '.NET (C#)' is in {kernel}. It runs the programs where they are now: install again after moving them.{Environment.NewLine}");
        var spec = JsonNode.Parse(File.ReadAllText(Path.Combine(kernel, "kernel.json")))!;
        spec["argv"]!.AsArray().Select(word => (string?)word).ShouldContain(word => word!.EndsWith("VoiceLake.Notebooks.dll", StringComparison.Ordinal) && File.Exists(word));

        (await CliProcess.RunAsync("kernel", "uninstall", "--prefix", prefix)).ShouldBe((0, $"The kernel '.net-csharp' is no longer in {Path.GetDirectoryName(kernel)}.{Environment.NewLine}", ""));
        Directory.Exists(kernel).ShouldBeFalse();

        var (again, _, told) = await CliProcess.RunAsync("kernel", "uninstall", "--prefix", prefix);
        again.ShouldBe(2);
        told.ShouldBe($"voicelake: There is no kernel '.net-csharp' in '{Path.GetDirectoryName(kernel)}'.{Environment.NewLine}");
    }

    [Fact]
    public async Task The_users_folder_is_that_of_the_environment()
    {
        var environment = new Dictionary<string, string> { ["JUPYTER_DATA_DIR"] = _folder.PathOf("data") };

        var (code, output, _) = await CliProcess.RunAsync(environment, "kernel", "install", "--user", "--name", "csharp");

        code.ShouldBe(0);
        output.ShouldContain(_folder.PathOf("data", "kernels", "csharp"));
        File.Exists(_folder.PathOf("data", "kernels", "csharp", "kernel.json")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_home_that_is_not_there_yet_is_made()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows takes the home folder from the account, not from the environment.");
        var environment = new Dictionary<string, string> { ["HOME"] = _folder.PathOf("home"), ["JUPYTER_DATA_DIR"] = "", ["XDG_DATA_HOME"] = "" };

        var (code, output, _) = await CliProcess.RunAsync(environment, "kernel", "install");

        code.ShouldBe(0);
        output.ShouldContain(_folder.PathOf("home"));
        Directory.EnumerateFiles(_folder.PathOf("home"), "kernel.json", SearchOption.AllDirectories).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Two_places_a_bad_name_and_the_kernel_of_another_exit_2_with_the_remedy()
    {
        (await CliProcess.RunAsync("kernel", "install", "--user", "--prefix", _folder.Path)).ShouldBe((2, "", $"voicelake: --user and --prefix name two places: give one of them.{Environment.NewLine}"));

        var (code, _, error) = await CliProcess.RunAsync("kernel", "install", "--prefix", _folder.Path, "--name", "../outside");
        code.ShouldBe(2);
        error.ShouldContain("'../outside' cannot be the name of a kernel: use letters");

        var folder = _folder.PathOf("share", "jupyter", "kernels", ".net-csharp");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "kernel.json"), "{}");
        (code, _, error) = await CliProcess.RunAsync("kernel", "install", "--prefix", _folder.Path);
        code.ShouldBe(2);
        error.ShouldContain("Another program has a kernel '.net-csharp'");
        (await CliProcess.RunAsync("kernel", "install", "--prefix", _folder.Path, "--force")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_prefix_that_cannot_be_written_is_told_in_one_line()
    {
        File.WriteAllText(_folder.PathOf("file"), "");

        var (code, _, error) = await CliProcess.RunAsync("kernel", "install", "--prefix", _folder.PathOf("file"));

        code.ShouldBe(1);
        error.ShouldStartWith("voicelake: ");
        error.ShouldContain(_folder.PathOf("file"));
        error.TrimEnd().Split('\n').Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_file_that_is_missing_or_wrong_exits_2_and_is_named()
    {
        var (code, _, error) = await CliProcess.RunAsync("kernel", "run", _folder.PathOf("none.json"));
        code.ShouldBe(2);
        error.ShouldContain($"'{_folder.PathOf("none.json")}' cannot be read");
        error.ShouldContain("A Jupyter client writes it");

        (code, _, error) = await CliProcess.RunAsync("kernel", "run", Connection(ip: "0.0.0.0"));
        code.ShouldBe(2);
        error.ShouldContain("--allow-remote");

        (code, _, error) = await CliProcess.RunAsync("kernel", "run");
        code.ShouldBe(2);
        error.ShouldContain("CONNECTION_FILE");
    }

    [Fact]
    public async Task A_port_that_is_taken_exits_2_and_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (code, _, error) = await CliProcess.RunAsync("kernel", "run", Connection(heartbeat: port));

        code.ShouldBe(2);
        error.ShouldContain($"Nothing can listen at tcp://127.0.0.1:{port}");
    }

    [Fact]
    public async Task An_address_that_is_not_this_machines_exits_2_and_is_named()
    {
        // 192.0.2.0/24 is kept for documentation: no machine has it.
        var (code, _, error) = await CliProcess.RunAsync("kernel", "run", Connection(ip: "192.0.2.1"), "--allow-remote");

        code.ShouldBe(2);
        error.ShouldContain("Nothing can listen at tcp://192.0.2.1:");
    }

    private string Connection(string ip = "127.0.0.1", int? heartbeat = null)
    {
        var ports = FreePorts(5);
        var path = _folder.PathOf("kernel.json");
        File.WriteAllText(path, new JsonObject
        {
            ["shell_port"] = ports[0],
            ["iopub_port"] = ports[1],
            ["stdin_port"] = ports[2],
            ["control_port"] = ports[3],
            ["hb_port"] = heartbeat ?? ports[4],
            ["ip"] = ip,
            ["key"] = "k",
        }.ToJsonString());
        return path;
    }

    private static List<int> FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.ConvertAll(listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
