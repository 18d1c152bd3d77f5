namespace VoiceLake.Notebooks.Engine;

/// <summary>The threads that run a cell's code at this moment, so that one that sleeps or waits can be woken when the cell is interrupted.</summary>
internal sealed class CellThreads
{
    private readonly Dictionary<Thread, bool> _interrupted = [];
    private readonly Lock _gate = new();

    /// <summary>How many run code of the cell.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _interrupted.Count;
            }
        }
    }

    /// <summary>Runs code of the cell on the calling thread.</summary>
    public T Run<T>(Func<T> code)
    {
        bool entered;
        lock (_gate)
        {
            entered = _interrupted.TryAdd(Thread.CurrentThread, false);
        }

        try
        {
            return code();
        }
        finally
        {
            if (entered)
            {
                Leave();
            }
        }
    }

    /// <summary>Wakes the threads that sleep or wait, now or at their next wait; one that only computes does not notice.</summary>
    public void Interrupt()
    {
        lock (_gate)
        {
            foreach (var thread in _interrupted.Keys.ToList())
            {
                _interrupted[thread] = true;
                thread.Interrupt();
            }
        }
    }

    // The thread goes back to the pool: an interrupt that has not struck yet must not strike there.
    private void Leave()
    {
        var interrupted = false;
        for (var left = false; !left;)
        {
            try
            {
                lock (_gate)
                {
                    _interrupted.Remove(Thread.CurrentThread, out interrupted);
                    left = true;
                }
            }
            catch (ThreadInterruptedException)
            {
                // It struck while this waited for the lock, and is spent.
            }
        }

        if (interrupted)
        {
            try
            {
                Thread.Sleep(1);
            }
            catch (ThreadInterruptedException)
            {
                // Now it is spent.
            }
        }
    }
}
