using Microsoft.AspNetCore.Html;
using VoiceLake.Notebooks.Engine;
using VoiceLake.Notebooks.Formatting;
using VoiceLake.Notebooks.Hosting;

namespace Microsoft.DotNet.Interactive;

/// <summary>What cells call without a prefix, and questions to the user.</summary>
public static class Kernel
{
    private const string OneKernel =
        "There is one C# kernel here and no tree of kernels to send commands to: call the C# directly, #!import a file, or Notebook.RunAsync another notebook.";

    /// <summary>Cancelled when the cell that runs is interrupted; pass it on to whatever takes a token.</summary>
    public static CancellationToken CancellationToken => CellRun.Current?.TakeToken() ?? CancellationToken.None;

    /// <summary>Shows a value; the handle's <see cref="DisplayedValue.Update"/> replaces it.</summary>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => value.Display(mimeTypes);

    /// <summary>Markup that is shown as it stands.</summary>
    public static IHtmlContent HTML(string content) => new HtmlString(content);

    /// <summary>A style for the page.</summary>
    public static void CSS(string content) => HTML($"<style>{content}</style>").Display("text/html");

    /// <summary>A script for the page.</summary>
    public static void Javascript(string scriptContent) =>
        NotebookSession.Send(new DisplayOutput(TextBundles.Of("javascript", scriptContent), [], null, false));

    /// <summary>Removes what the cell has shown so far.</summary>
    /// <param name="wait">True keeps it until the next output comes, so that a display that changes does not flicker.</param>
    public static void ClearOutput(bool wait = false) => NotebookSession.Send(new ClearOutput(wait));

    /// <summary>Asks the user for a line of text.</summary>
    /// <param name="prompt">What to ask.</param>
    /// <param name="typeHint"><c>password</c> for a text that is not shown; all others are asked for as text.</param>
    /// <exception cref="InvalidOperationException">The run cannot answer, as a headless one.</exception>
    public static Task<string> GetInputAsync(string prompt = "", string typeHint = "text") =>
        Task.Run(() => NotebookSession.Ask(new InputRequest(prompt, typeHint == "password")) ?? "");

    /// <summary>Asks the user several questions, one after the other.</summary>
    /// <param name="inputs">What to ask.</param>
    /// <returns>The answers, by the names of the questions.</returns>
    /// <exception cref="InvalidOperationException">The run cannot answer, as a headless one.</exception>
    public static async Task<IDictionary<string, string>> GetInputsAsync(IReadOnlyList<InputDescription> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var answers = new Dictionary<string, string>();
        foreach (var input in inputs)
        {
            answers[input.Name] = await GetInputAsync(input.Prompt, input.TypeHint);
        }

        return answers;
    }

    /// <summary>Asks the user for a text that is not shown.</summary>
    /// <exception cref="InvalidOperationException">The run cannot answer, as a headless one.</exception>
    public static async Task<PasswordString> GetPasswordAsync(string prompt = "") => new(await GetInputAsync(prompt, "password"));

    /// <summary>Stands for the tree of kernels, which is not here; code that names it is told so.</summary>
    [Obsolete(OneKernel, error: true)]
    public static dynamic Root => throw new NotSupportedException(OneKernel);

    /// <summary>Stands for one of several kernels, which are not here; code that names it is told so.</summary>
    [Obsolete(OneKernel, error: true)]
    public static dynamic Current => throw new NotSupportedException(OneKernel);
}
