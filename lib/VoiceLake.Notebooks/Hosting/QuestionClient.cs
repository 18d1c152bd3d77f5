using System.Collections.Concurrent;

namespace VoiceLake.Notebooks.Hosting;

/// <summary>The parent's side of the language services: sends questions and matches the answers, which come in any order.</summary>
/// <param name="trySend">Sends a message; false when the process has gone.</param>
/// <param name="gone">Ends when the process has.</param>
internal sealed class QuestionClient(Func<HostMessage, bool> trySend, Task gone)
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<AnswerMessage>> _open = [];
    private int _last;

    /// <summary>The answer; null when the process has gone or goes before it answers.</summary>
    /// <exception cref="InvalidOperationException">The language services failed on this code; the message says where.</exception>
    public async Task<AnswerMessage?> AskAsync(QuestionKind kind, string code, int position, bool detailed, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var id = Interlocked.Increment(ref _last);
        var answer = new TaskCompletionSource<AnswerMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _open[id] = answer;
        try
        {
            if (gone.IsCompleted || !trySend(new QuestionMessage(id, kind, code, Math.Clamp(position, 0, code.Length), detailed)))
            {
                return null;
            }

            var first = await Task.WhenAny(answer.Task, gone).WaitAsync(ct);
            if (first != answer.Task)
            {
                return null;
            }

            var answered = await answer.Task;
            return answered.Fault is null ? answered : throw new InvalidOperationException($"The language services failed on a {kind} question: {answered.Fault}");
        }
        finally
        {
            _open.TryRemove(id, out _);

            // Lets go of what was waiting for the process's end as well.
            answer.TrySetCanceled(CancellationToken.None);
        }
    }

    public void Take(AnswerMessage answer)
    {
        if (_open.TryRemove(answer.Id, out var open))
        {
            open.TrySetResult(answer);
        }
    }
}
