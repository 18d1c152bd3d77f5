using NetMQ;
using NetMQ.Sockets;

namespace VoiceLake.Notebooks.Jupyter.Wire;

/// <summary>The five sockets of a kernel, all on one thread, because they may not be shared; what is sent waits in a queue for it.</summary>
internal sealed class KernelSockets : IDisposable
{
    /// <summary>The most bytes of one frame: of a client that sends more, the connection is closed before it is held in memory.</summary>
    public const long MaxFrameBytes = 64L << 20;

    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);
    private readonly RouterSocket _shell = new();
    private readonly RouterSocket _control = new();
    private readonly RouterSocket _input = new();
    private readonly PublisherSocket _output = new();
    private readonly ResponseSocket _heartbeat = new();
    private readonly NetMQQueue<(NetMQSocket Socket, List<byte[]> Frames)> _outbox = new();
    private readonly NetMQPoller _poller;

    /// <param name="connection">Where to listen.</param>
    /// <param name="received">Takes the frames of each message that arrives; must return at once.</param>
    /// <exception cref="ConnectionFileException">A port is taken.</exception>
    public KernelSockets(ConnectionFile connection, Action<JupyterChannel, IReadOnlyList<byte[]>> received)
    {
        // Outputs are never dropped because a client reads slowly; nor does a client that is gone hold the kernel up.
        _output.Options.SendHighWatermark = 0;
        foreach (var socket in new NetMQSocket[] { _shell, _control, _input })
        {
            socket.Options.ReceiveHighWatermark = 0;
            socket.Options.SendHighWatermark = 0;
        }

        Bind(_shell, connection.EndpointOf(connection.ShellPort));
        Bind(_control, connection.EndpointOf(connection.ControlPort));
        Bind(_input, connection.EndpointOf(connection.InputPort));
        Bind(_output, connection.EndpointOf(connection.OutputPort));
        Bind(_heartbeat, connection.EndpointOf(connection.HeartbeatPort));

        _shell.ReceiveReady += (_, e) => received(JupyterChannel.Shell, Frames(e.Socket));
        _control.ReceiveReady += (_, e) => received(JupyterChannel.Control, Frames(e.Socket));
        _input.ReceiveReady += (_, e) => received(JupyterChannel.Input, Frames(e.Socket));
        _heartbeat.ReceiveReady += (_, e) => e.Socket.SendMultipartMessage(e.Socket.ReceiveMultipartMessage());
        _outbox.ReceiveReady += (_, _) => SendAll();
        _poller = [_shell, _control, _input, _heartbeat, _outbox];
        _poller.RunAsync("jupyter sockets", true);
    }

    /// <summary>Sends a message; safe from any thread, in order.</summary>
    public void Send(JupyterChannel channel, List<byte[]> frames) => _outbox.Enqueue((
        channel switch
        {
            JupyterChannel.Shell => _shell,
            JupyterChannel.Control => _control,
            JupyterChannel.Input => _input,
            _ => _output,
        },
        frames));

    /// <summary>Sends what waits, then closes.</summary>
    public void Dispose()
    {
        _poller.Stop();
        SendAll();
        foreach (var socket in new NetMQSocket[] { _shell, _control, _input, _output, _heartbeat })
        {
            socket.Options.Linger = Linger;
            socket.Dispose();
        }

        _poller.Dispose();
        _outbox.Dispose();
        NetMQConfig.Cleanup(block: true);
    }

    private void SendAll()
    {
        while (_outbox.TryDequeue(out var next, TimeSpan.Zero))
        {
            // A router drops what is for a client that has gone, as it should.
            next.Socket.SendMultipartBytes(next.Frames);
        }
    }

    private static List<byte[]> Frames(NetMQSocket socket) => socket.ReceiveMultipartBytes();

    private static void Bind(NetMQSocket socket, string endpoint)
    {
        socket.Options.MaxMsgSize = MaxFrameBytes;
        try
        {
            socket.Bind(endpoint);
        }
        catch (AddressAlreadyInUseException)
        {
            throw new ConnectionFileException($"Nothing can listen at {endpoint}: another program does. Another kernel may have been started with the same connection file.");
        }
        catch (NetMQException e)
        {
            throw new ConnectionFileException($"Nothing can listen at {endpoint}: {e.Message}");
        }
    }
}
