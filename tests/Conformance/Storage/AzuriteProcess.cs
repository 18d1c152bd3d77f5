using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Storage;

/// <summary>Microsoft's emulator of Blob Storage in a process of its own; its blobs are in memory and go with it.</summary>
internal sealed class AzuriteProcess : IAsyncDisposable
{
    /// <summary>The folder of the npm packages.</summary>
    public static readonly string Folder = Repository.PathOf("tests", "Conformance", "Storage");

    private readonly Process _process;

    private AzuriteProcess(Process process, IPEndPoint endPoint)
    {
        (_process, EndPoint) = (process, endPoint);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>The address of its account, as a user names the lake.</summary>
    public string Lake => LakeAt(EndPoint.Port);

    /// <summary>The address of its account behind a port.</summary>
    public static string LakeAt(int port) => $"http://127.0.0.1:{port}/devstoreaccount1";

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<AzuriteProcess> StartAsync()
    {
        var script = Path.Combine(Folder, "node_modules", "azurite", "dist", "src", "blob", "main.js");
        if (!File.Exists(script))
        {
            throw new FileNotFoundException($"Azurite is not installed: run 'npm ci' in '{Folder}'.", script);
        }

        var endPoint = new IPEndPoint(IPAddress.Loopback, FreePort());
        var start = new ProcessStartInfo("node", [script, "--inMemoryPersistence", "--blobHost", "127.0.0.1", "--blobPort", $"{endPoint.Port}", "--disableTelemetry", "--silent"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync();
        }
        while (line is not null && !line.Contains("successfully listens", StringComparison.Ordinal));

        if (line is null)
        {
            throw new InvalidOperationException($"Azurite did not start: {await errors}");
        }

        // Read on, so that it never waits for a reader.
        _ = process.StandardOutput.ReadToEndAsync();
        return new AzuriteProcess(process, endPoint);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
