using System.Runtime.InteropServices;

namespace VoiceLake.Notebooks.Jupyter;

/// <summary>Runs a Jupyter kernel for C#.</summary>
public static class JupyterKernel
{
    /// <summary>The first argument of this assembly's own executable that starts a kernel; the connection file is the second.</summary>
    internal const string Command = "kernel";

    /// <summary>Serves the clients of a connection file until one of them asks for shutdown or the program that started the kernel has gone.</summary>
    /// <param name="connection">Where to listen, and the key.</param>
    /// <param name="log">Takes a line about each message that is not answered.</param>
    /// <param name="cancellationToken">Ends the kernel.</param>
    /// <exception cref="ConnectionFileException">A port is taken.</exception>
    public static async Task RunAsync(ConnectionFile connection, Action<string> log, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(log);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ParentWatch.Start(stop);
        using var server = new KernelServer(connection, TimeProvider.System, log);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            server.Interrupt();
        });
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        await server.RunAsync(stop.Token);
    }
}
