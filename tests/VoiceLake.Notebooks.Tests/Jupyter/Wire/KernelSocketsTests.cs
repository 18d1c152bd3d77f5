using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using NetMQ;
using NetMQ.Monitoring;
using NetMQ.Sockets;
using VoiceLake.Notebooks.Jupyter;
using VoiceLake.Notebooks.Jupyter.Wire;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Jupyter.Wire;

public sealed class KernelSocketsTests
{
    [Fact]
    public async Task A_frame_of_more_bytes_than_anyone_needs_closes_its_connection_and_no_other()
    {
        var connection = Free();
        var arrived = Channel.CreateUnbounded<int>();
        using var sockets = new KernelSockets(connection, (_, frames) => arrived.Writer.TryWrite(frames[^1].Length));
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var greedy = new DealerSocket();
        using var monitor = new NetMQMonitor(greedy, "inproc://greedy", SocketEvents.Disconnected);
        monitor.Disconnected += (_, _) => closed.TrySetResult();
        var watching = monitor.StartAsync();
        greedy.Connect(connection.EndpointOf(connection.ShellPort));
        greedy.SendFrame(new byte[KernelSockets.MaxFrameBytes + 1]);
        await closed.Task.WaitAsync(TestContext.Current.CancellationToken);

        using var modest = new DealerSocket(connection.EndpointOf(connection.ShellPort));
        modest.SendFrame(new byte[7]);

        (await arrived.Reader.ReadAsync(TestContext.Current.CancellationToken)).ShouldBe(7);
        monitor.Stop();
        await watching;
        AttackLedger.Withstood("host", "a message to the kernel of more bytes than it takes", 1, "the connection is closed, others go on");
    }

    private static ConnectionFile Free()
    {
        var listeners = Enumerable.Range(0, 5).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners)
        {
            listener.Start();
        }

        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners)
        {
            listener.Dispose();
        }

        return new ConnectionFile { Ip = "127.0.0.1", ShellPort = ports[0], ControlPort = ports[1], OutputPort = ports[2], InputPort = ports[3], HeartbeatPort = ports[4] };
    }
}
