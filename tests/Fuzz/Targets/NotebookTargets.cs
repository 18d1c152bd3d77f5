using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using VoiceLake.Fuzz.Engine;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Notebooks.Html;
using VoiceLake.Notebooks.Jupyter;
using VoiceLake.Notebooks.Jupyter.Wire;

namespace VoiceLake.Fuzz.Targets;

/// <summary>A notebook of Jupyter: read, written again and rendered.</summary>
internal sealed class JupyterNotebookTarget : FuzzTarget
{
    public override string Name => "ipynb";

    public override IReadOnlyList<string> Dictionary =>
    [
        "{\"cell_type\":\"code\",", "\"cell_type\":\"markdown\"", "\"source\":[", "\"outputs\":[", "\"output_type\":\"display_data\"", "\"data\":{\"text/html\":", "\"metadata\":{", "\"nbformat\":4", "\"nbformat_minor\":5", "\"id\":\"",
        "\"execution_count\":null", "\\ud800", "\\u0000", "\"kernelspec\":{\"name\":", "\"tags\":[\"parameters\"]", "<script>", "[[[[", "\xEF\xBB\xBF",
    ];

    public override IEnumerable<byte[]> Seeds() =>
    [
        """{"cells":[{"cell_type":"markdown","id":"a","metadata":{},"source":["# Title\n","<b>text</b>"]},{"cell_type":"code","id":"b","execution_count":1,"metadata":{"tags":["parameters"]},"source":"var x = 1;","outputs":[{"output_type":"stream","name":"stdout","text":["1\n"]},{"output_type":"display_data","metadata":{},"data":{"text/html":"<p onclick=alert(1)>x</p>","text/plain":"x"}}]}],"metadata":{"kernelspec":{"name":".net-csharp","language":"C#","display_name":".NET (C#)"}},"nbformat":4,"nbformat_minor":5}"""u8.ToArray(),
        "{\n \"cells\": [],\n \"metadata\": {},\n \"nbformat\": 4,\n \"nbformat_minor\": 2\n}\n"u8.ToArray(),
    ];

    public override void Run(byte[] input)
    {
        NotebookDocument document;
        try
        {
            document = NotebookDocument.Parse(input, "notebook.ipynb");
        }
        catch (NotebookFormatException error)
        {
            Promise(error.Message.Contains("notebook.ipynb", StringComparison.Ordinal), "the error does not name the file");
            return;
        }

        var written = document.ToJson();
        Promise(NotebookDocument.Parse(written, "again.ipynb").ToJson() == written, "the notebook that was written is read as another");
        _ = NotebookOutline.Of(document);
        _ = document.Clone().Strip();
    }
}

/// <summary>HTML that a notebook carries: what is left of it loads nothing and runs nothing, also when a browser reads it anew.</summary>
internal sealed class HtmlTarget : FuzzTarget
{
    private const string Forbidden = "script, iframe, object, embed, link, meta, base, form, [srcdoc], [href^='javascript:' i], [src^='http' i]";

    public override string Name => "html";

    public override IReadOnlyList<string> Dictionary =>
    [
        "<script>", "</script>", "<style>", "</style>", "<svg>", "<math>", "<mtext>", "<mglyph>", "<foreignObject>", "<table>", "<template>", "<noscript>", "<title>", "<textarea>", "<!--", "-->", "<img src=x onerror=", "<a href=\"javascript:", "xlink:href=",
        "<iframe srcdoc=", "<base href=", "style=\"background:url(", "&#106;avascript:", "&Tab;", "<select>", "<annotation-xml encoding=text/html>", "<![CDATA[", "]]>", "<p>", "\"", "'", "`",
    ];

    public override IEnumerable<byte[]> Seeds() =>
    [
        "<table style='width:10px'><tr><td onclick=alert(1)>x</td></tr></table><a href='https://example.org'>y</a><img src='data:image/png;base64,AAAA' alt='<script>'>"u8.ToArray(),
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">"u8.ToArray(),
        "<svg><style><a id=\"</style><img src=1 onerror=alert(1)>\"></svg><audio controls src='data:audio/wav;base64,UklGRg=='></audio>"u8.ToArray(),
    ];

    public override void Run(byte[] input)
    {
        var html = HtmlCleaner.Clean(Encoding.UTF8.GetString(input));
        var body = new HtmlParser().ParseDocument($"<!DOCTYPE html><body><div>{html}</div>").Body!;
        Promise(body.QuerySelector(Forbidden) is null, "what runs or loads is left in cleaned HTML");
        Promise(!body.QuerySelectorAll("*").Any(element => element.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase))), "a handler is left in cleaned HTML");
    }
}

/// <summary>A .dib file: read, and written as .dib and .ipynb again.</summary>
internal sealed class DibTarget : FuzzTarget
{
    public override string Name => "dib";

    public override IReadOnlyList<string> Dictionary => ["#!meta\n\n", "#!csharp\n", "#!markdown\n", "#!fsharp\n", "#!value --name x\n", "{\"kernelInfo\":{\"defaultKernelName\":\"csharp\",\"items\":[", "{\"aliases\":[\"c#\"],\"name\":\"csharp\"}", "\r\n", "#!raw"];

    public override IEnumerable<byte[]> Seeds() =>
    [
        "#!meta\n\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\",\"items\":[{\"aliases\":[\"c#\"],\"name\":\"csharp\"}]}}\n\n#!markdown\n\n# Title\n\n#!csharp\n\nvar x = 1;\nx\n"u8.ToArray(),
        "#!csharp\r\nvar x = 1;\r\n#!fsharp\r\nlet y = 2\r\n"u8.ToArray(),
    ];

    public override void Run(byte[] input)
    {
        try
        {
            var document = NotebookDocument.Parse(input, "notebook.dib");
            _ = NotebookDocument.Parse(document.ToJson(), "notebook.ipynb");
            var again = NotebookDocument.Parse(DibWriter.Write(document), "again.dib");
            Promise(
                again.Cells.Select(cell => (cell.Language, cell.Source)).SequenceEqual(document.Cells.Select(cell => (cell.Language, cell.Source))),
                "the cells that were written are read as others");
        }
        catch (NotebookFormatException)
        {
            // No notebook, or one that .dib cannot hold; each says why.
        }
    }
}

/// <summary>A message on the kernel's wire, signed with its key: frames, parted by lines of a record separator.</summary>
internal sealed class JupyterMessageTarget : FuzzTarget
{
    private const byte Separator = 0x1E;
    private static readonly MessageSigner Signer = new("hmac-sha256", "the key of the fuzzer");
    private static readonly MessageCodec Codec = new(Signer);

    public override string Name => "jupyter-message";

    public override IReadOnlyList<string> Dictionary =>
        ["\x1E", "<IDS|MSG>", "{\"msg_type\":\"execute_request\",\"msg_id\":\"", "\"session\":\"", "\"code\":\"", "\"silent\":false", "\"cursor_pos\":", "\"user_expressions\":{", "\\ud83d", "\\u0000", "{}", "null"];

    public override IEnumerable<byte[]> Seeds() =>
    [
        "{\"msg_type\":\"execute_request\",\"msg_id\":\"1\",\"session\":\"s\",\"username\":\"u\",\"date\":\"2026-01-01T00:00:00Z\",\"version\":\"5.4\"}\u001E{}\u001E{}\u001E{\"code\":\"1 + 1\",\"silent\":false,\"store_history\":true,\"user_expressions\":{},\"allow_stdin\":false}\u001Ebuffer"u8.ToArray(),
        "{\"msg_type\":\"complete_request\",\"msg_id\":\"2\"}\u001E{\"msg_id\":\"1\"}\u001E{}\u001E{\"code\":\"Console.\",\"cursor_pos\":8}"u8.ToArray(),
    ];

    public override void Run(byte[] input)
    {
        byte[][] frames = [.. Split(input)];
        try
        {
            Promise(frames.Length > 0, "there is always a frame");
            var message = Codec.Decode(["client"u8.ToArray(), "<IDS|MSG>"u8.ToArray(), frames.Length >= 4 ? Signer.Sign(frames.AsSpan(0, 4)) : [], .. frames]);
            // An answer repeats the header, and nothing of the content.
            var again = Codec.Decode(Codec.Encode(message with { Content = [], Metadata = [], Parent = [] }));
            Promise(again.Type == message.Type && JsonNode.DeepEquals(again.Header, message.Header), "the header that was written is read as another");
            _ = (message.Content.Text("code"), message.Content.Number("cursor_pos"), message.Content.Flag("silent"));
        }
        catch (FormatException)
        {
            // No message: it is not answered, and the kernel says why.
        }
    }

    private static IEnumerable<byte[]> Split(byte[] input)
    {
        var from = 0;
        for (var at = 0; at <= input.Length; at++)
        {
            if (at == input.Length || input[at] == Separator)
            {
                yield return input[from..at];
                from = at + 1;
            }
        }
    }
}
