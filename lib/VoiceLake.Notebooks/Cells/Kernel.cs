using Microsoft.AspNetCore.Html;
using VoiceLake.Notebooks.Engine;
using VoiceLake.Notebooks.Formatting;
using VoiceLake.Notebooks.Hosting;

namespace Microsoft.DotNet.Interactive;

/// <summary>What cells call without a prefix, and questions to the user.</summary>
public static class Kernel
{
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
    /// <exception cref="InvalidOperationException">The run cannot answer, as a headless one.</exception>
    public static Task<string> GetInputAsync(string prompt = "", bool isPassword = false) =>
        Task.Run(() => NotebookSession.Ask(new InputRequest(prompt, isPassword)) ?? "");

    /// <summary>Asks the user for a text that is not shown.</summary>
    /// <exception cref="InvalidOperationException">The run cannot answer, as a headless one.</exception>
    public static Task<string> GetPasswordAsync(string prompt = "") => GetInputAsync(prompt, isPassword: true);
}
