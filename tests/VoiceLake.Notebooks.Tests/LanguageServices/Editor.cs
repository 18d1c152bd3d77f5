using VoiceLake.Notebooks.Engine;
using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.LanguageServices;

namespace VoiceLake.Notebooks.Tests.LanguageServices;

/// <summary>A notebook in this process whose cells have run; questions about the next one mark the caret with <c>|</c>.</summary>
internal sealed class Editor : IDisposable
{
    private readonly OutputSink _sink = new(_ => { });
    private readonly CellEngine _engine;
    private readonly NotebookLanguageServices _services;

    private Editor(string folder)
    {
        _engine = new CellEngine(folder, _sink);
        _services = new NotebookLanguageServices(_engine);
    }

    public static async Task<Editor> InAsync(string folder, params string[] cells)
    {
        var editor = new Editor(folder);
        foreach (var (cell, i) in cells.Select((cell, i) => (cell, i)))
        {
            (await editor._engine.ExecuteAsync(cell, new CellInfo(i + 1), TestContext.Current.CancellationToken)).ShouldBeNull();
        }

        return editor;
    }

    public static Task<Editor> AfterAsync(params string[] cells) => InAsync(Environment.CurrentDirectory, cells);

    /// <summary>The texts offered, the likeliest first.</summary>
    public IReadOnlyList<string> Texts(string marked) => [.. Complete(marked).Items.Select(i => i.Text)];

    public CompletionList Complete(string marked) => _services.Complete(Code(marked), marked.IndexOf('|', StringComparison.Ordinal));

    public CompletionEntry Entry(string marked, string text)
    {
        var items = Complete(marked).Items;
        return items.FirstOrDefault(i => i.Text == text) ?? throw new ShouldAssertException($"'{text}' is not among the {items.Count} offered: {string.Join(' ', items.Take(20).Select(i => i.Text))}");
    }

    public HoverText? Hover(string marked, bool detailed = false) => _services.Inspect(Code(marked), marked.IndexOf('|', StringComparison.Ordinal), detailed);

    public SignatureHelp? Signatures(string marked) => _services.SignatureHelp(Code(marked), marked.IndexOf('|', StringComparison.Ordinal));

    /// <summary>Each diagnostic as number and the text it is about.</summary>
    public IReadOnlyList<string> Problems(string code) => [.. _services.Diagnose(code).Select(d => $"{d.Id} {code[d.Start..d.End]}")];

    public IReadOnlyList<CellDiagnostic> Diagnose(string code) => _services.Diagnose(code);

    public void Dispose() => _sink.Dispose();

    private static string Code(string marked) => marked.Remove(marked.IndexOf('|', StringComparison.Ordinal), 1);
}
