using System.Text;
using VoiceLake.DataFactory.Running;
using static VoiceLake.DataFactory.Display.HtmlText;

namespace VoiceLake.DataFactory.Display.Pages;

/// <summary>What stands above a run's graph: which pipeline, how it ended, when, with what, and who started it.</summary>
internal static class RunHeader
{
    public static string Write(PipelineRun run, Func<string, string?> linkOf)
    {
        var html = new StringBuilder($"<h1>{Encode(run.PipelineName)} {RunPage.Badge(run.Status)}</h1>\n");
        if (run.Message.Length > 0)
        {
            html.Append($"<p class=\"alert\" role=\"alert\">{Encode(run.Message)}</p>\n");
        }

        html.Append($"<dl><dt>Run</dt><dd><code>{Encode(run.RunId)}</code></dd><dt>Started</dt><dd>{TimeText.Moment(run.RunStart)}</dd>");
        if (run.RunEnd is { } end)
        {
            html.Append($"<dt>Took</dt><dd>{TimeText.Of(end - run.RunStart)}</dd>");
        }

        html.Append($"<dt>Started by</dt><dd>{Encode(run.InvokedBy.PipelineName is { } caller ? $"{caller}, {run.InvokedBy.Name}" : run.InvokedBy.Name)}");
        if (run.InvokedBy.PipelineRunId is { } parent)
        {
            html.Append(linkOf(parent) is { } link ? $" (<a href=\"{Encode(link)}\">{Encode(parent)}</a>)" : $" ({Encode(parent)})");
        }

        html.Append("</dd>");
        if (run.RunGroupId != run.RunId)
        {
            html.Append($"<dt>Rerun of</dt><dd>{(linkOf(run.RunGroupId) is { } first ? $"<a href=\"{Encode(first)}\">{Encode(run.RunGroupId)}</a>" : Encode(run.RunGroupId))}</dd>");
        }

        foreach (var (name, value) in run.Parameters)
        {
            html.Append($"<dt>{Encode(name)}</dt><dd><code>{Encode(value)}</code></dd>");
        }

        if (run.PipelineReturnValue is { } returned)
        {
            html.Append($"<dt>Returned</dt><dd><code>{Encode(returned.GetRawText())}</code></dd>");
        }

        return html.Append("</dl>").ToString();
    }
}
