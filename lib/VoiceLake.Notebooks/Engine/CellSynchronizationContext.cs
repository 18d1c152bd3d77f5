namespace VoiceLake.Notebooks.Engine;

/// <summary>
/// Continues the awaits of one cell on the thread pool, until the cell is interrupted: then what would have come next is dropped,
/// so that no later statement of the cell runs.
/// </summary>
internal sealed class CellSynchronizationContext(CellThreads threads, Action<Exception> onUnobserved) : SynchronizationContext
{
    private volatile bool _abandoned;

    public void Abandon() => _abandoned = true;

    public override SynchronizationContext CreateCopy() => this;

    public override void Post(SendOrPostCallback d, object? state) => ThreadPool.QueueUserWorkItem(_ => Run(d, state));

    public override void Send(SendOrPostCallback d, object? state) => Run(d, state);

    private void Run(SendOrPostCallback callback, object? state)
    {
        if (_abandoned)
        {
            return;
        }

        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            threads.Run(() =>
            {
                callback(state);
                return true;
            });
        }
        catch (ThreadInterruptedException) when (_abandoned)
        {
            // The cell was interrupted in an async void method.
        }
        catch (Exception e)
        {
            // Only async void methods throw here; unobserved they would end the process and every variable with it.
            onUnobserved(e);
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }
}
