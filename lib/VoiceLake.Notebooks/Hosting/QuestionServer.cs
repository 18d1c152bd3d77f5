using System.Collections.Concurrent;
using VoiceLake.Notebooks.LanguageServices;

namespace VoiceLake.Notebooks.Hosting;

/// <summary>
/// The child's side of the language services: one thread of its own answers one question after the other,
/// so that neither a running cell nor a thread pool that it has filled keeps an editor waiting.
/// </summary>
internal sealed class QuestionServer
{
    private readonly BlockingCollection<QuestionMessage> _questions = [];
    private readonly NotebookLanguageServices _services;
    private readonly Action<AnswerMessage> _reply;
    private Thread? _thread;

    public QuestionServer(NotebookLanguageServices services, Action<AnswerMessage> reply)
    {
        _services = services;
        _reply = reply;
    }

    /// <summary>Takes a question; called from one thread only.</summary>
    public void Take(QuestionMessage question)
    {
        _questions.Add(question);
        if (_thread is null)
        {
            _thread = new Thread(Work) { IsBackground = true, Name = "language services" };
            _thread.Start();
        }
    }

    private void Work()
    {
        foreach (var question in _questions.GetConsumingEnumerable())
        {
            AnswerMessage answer;
            try
            {
                answer = Answer(question);
            }
            catch (Exception e)
            {
                // Half-written code is full of surprises; the next question is answered all the same.
                answer = new AnswerMessage(question.Id) { Fault = e.ToString() };
            }

            try
            {
                _reply(answer);
            }
            catch (IOException)
            {
                // The parent has gone, and with it this process in a moment.
                return;
            }
        }
    }

    private AnswerMessage Answer(QuestionMessage question)
    {
        var answer = new AnswerMessage(question.Id);
        return question.Kind switch
        {
            QuestionKind.Completion => answer with { Completion = _services.Complete(question.Code, question.Position) },
            QuestionKind.Hover => answer with { Hover = _services.Inspect(question.Code, question.Position, question.Detailed) },
            QuestionKind.Signature => answer with { Signature = _services.SignatureHelp(question.Code, question.Position) },
            QuestionKind.Diagnostics => answer with { Diagnostics = _services.Diagnose(question.Code) },
            QuestionKind.Completeness => answer with { Completeness = NotebookLanguageServices.IsComplete(question.Code) },
            _ => answer,
        };
    }
}
