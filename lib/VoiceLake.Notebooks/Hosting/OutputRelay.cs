using System.Runtime.ExceptionServices;

namespace VoiceLake.Notebooks.Hosting;

/// <summary>Hands outputs to the running cell one at a time; those that come between two cells go to <paramref name="between"/>, or wait for the next cell.</summary>
internal sealed class OutputRelay(Action<CellOutput>? between)
{
    private readonly Lock _gate = new();
    private readonly Queue<CellOutput> _waiting = new();
    private Action<CellOutput>? _receiver;
    private ExceptionDispatchInfo? _failure;

    public void Open(Action<CellOutput> receiver)
    {
        lock (_gate)
        {
            _receiver = receiver;
            while (_waiting.TryDequeue(out var output))
            {
                Give(receiver, output);
            }
        }
    }

    /// <summary>Ends the cell; throws what its receiver threw, if it did.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _receiver = null;
            var failure = _failure;
            _failure = null;
            failure?.Throw();
        }
    }

    public void Deliver(CellOutput output)
    {
        lock (_gate)
        {
            if ((_receiver ?? between) is { } receiver)
            {
                Give(receiver, output);
            }
            else
            {
                _waiting.Enqueue(output);
            }
        }
    }

    private void Give(Action<CellOutput> receiver, CellOutput output)
    {
        try
        {
            receiver(output);
        }
        catch (Exception e)
        {
            // The threads that deliver belong to the process, not to the caller: its exception waits for the end of the cell.
            _failure ??= ExceptionDispatchInfo.Capture(e);
        }
    }
}
