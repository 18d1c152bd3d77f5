using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Running.Execution;

/// <summary>Lets as many runs of a pipeline go at once as its <c>concurrency</c> says; the others wait in their order, 100 at most.</summary>
internal sealed class RunSlots
{
    private const int MostWaiting = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Slots> _pipelines = [];

    /// <exception cref="RunRequestException">Too many wait already.</exception>
    public RunSlot Enter(Pipeline pipeline)
    {
        lock (_lock)
        {
            if (!_pipelines.TryGetValue(pipeline.Name, out var slots))
            {
                _pipelines[pipeline.Name] = slots = new Slots();
            }

            var slot = new RunSlot(taken => Leave(slots, taken));
            if (pipeline.Concurrency is not { } most || slots.Running.Count < most)
            {
                slots.Running.Add(slot);
                slot.Open();
            }
            else if (slots.Waiting.Count >= MostWaiting)
            {
                throw new RunRequestException($"{MostWaiting} runs of '{pipeline.Name}' wait already, as many as may: cancel some, or raise the pipeline's concurrency.");
            }
            else
            {
                slots.Waiting.AddLast(slot);
            }

            return slot;
        }
    }

    private void Leave(Slots slots, RunSlot slot)
    {
        lock (_lock)
        {
            if (slots.Running.Remove(slot) && slots.Waiting.First is { } next)
            {
                slots.Waiting.RemoveFirst();
                slots.Running.Add(next.Value);
                next.Value.Open();
            }
            else
            {
                slots.Waiting.Remove(slot);
            }
        }
    }

    private sealed class Slots
    {
        public HashSet<RunSlot> Running { get; } = [];

        public LinkedList<RunSlot> Waiting { get; } = [];
    }
}

/// <summary>A run's turn; disposing it lets the next one go.</summary>
internal sealed class RunSlot(Action<RunSlot> leave) : IDisposable
{
    private readonly TaskCompletionSource _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task WaitAsync(CancellationToken cancellationToken) => _turn.Task.WaitAsync(cancellationToken);

    public void Open() => _turn.TrySetResult();

    public void Dispose() => leave(this);
}
