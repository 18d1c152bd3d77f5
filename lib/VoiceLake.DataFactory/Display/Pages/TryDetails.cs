using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;
using static VoiceLake.DataFactory.Display.HtmlText;

namespace VoiceLake.DataFactory.Display.Pages;

/// <summary>One try of an activity: when, how it ended, input, output and error.</summary>
/// <param name="linkOf">Where the page of another run lies.</param>
internal sealed class TryDetails(Func<string, string?> linkOf)
{
    private const int LongestValue = 8_000;
    private const int LongestSummary = 160;
    private const string Hidden = "***";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Write(StringBuilder html, RunViewActivity activity, ActivityRun run)
    {
        html.Append($"<details id=\"run-{Encode(run.ActivityRunId)}\" class=\"try\"><summary>{RunPage.Badge(run.Status)}");
        string?[] words =
        [
            run.IterationHash.Length == 0 ? null : run.IterationHash,
            run.RetryAttempt is > 0 and var retry ? $"retry {retry}" : null,
            run.ActivityRunEnd is { } end ? TimeText.Of(end - run.ActivityRunStart) : null,
            run.Error.Message.Length == 0 ? null : FirstLine(run.Error.Message),
        ];
        html.Append($" {Encode(string.Join(" · ", words.OfType<string>()))}</summary>\n<dl><dt>Started</dt><dd>{TimeText.Moment(run.ActivityRunStart)}</dd>");
        if (run.ActivityRunEnd is { } ended)
        {
            html.Append($"<dt>Ended</dt><dd>{TimeText.Moment(ended)}</dd>");
        }

        if (ChildOf(run) is { } child)
        {
            html.Append($"<dt>Called run</dt><dd>{(linkOf(child) is { } link ? $"<a href=\"{Encode(link)}\">{Encode(child)}</a>" : Encode(child))}</dd>");
        }

        html.Append("</dl>\n");
        if (run.Error.Message.Length > 0 || run.Error.ErrorCode.Length > 0)
        {
            html.Append($"<h4>Error</h4><pre class=\"error\" tabindex=\"0\">{Encode(Cut($"{run.Error.ErrorCode} {run.Error.FailureType}\n{run.Error.Message}\n{run.Error.Details}".Trim(), LongestValue))}</pre>\n");
        }

        var policy = (activity.Activity as ExecutionActivity)?.Policy;
        Value(html, "Input", run.Input, policy?.SecureInput);
        Value(html, "Output", run.Output, policy?.SecureOutput);
        html.Append("</details>\n");
    }

    // The runner hides secured values already; one that was recorded elsewhere is hidden here.
    private static void Value(StringBuilder html, string title, JsonElement? value, Dynamic<bool>? isSecured)
    {
        if (value is { } json)
        {
            var text = isSecured?.Json.ValueKind is null or JsonValueKind.False ? JsonSerializer.Serialize(json, Json) : Hidden;
            html.Append($"<h4>{title}</h4><pre tabindex=\"0\">{Encode(Cut(text, LongestValue))}</pre>\n");
        }
    }

    /// <summary>The run of the pipeline that an ExecutePipeline called.</summary>
    public static string? ChildOf(ActivityRun run) =>
        run.ActivityType == "ExecutePipeline" && run.Output is { } output && ModelJson.Find(output, "pipelineRunId") is { ValueKind: JsonValueKind.String } id ? id.GetString() : null;

    private static string FirstLine(string text) => text.Split('\n')[0] is var line && line.Length > LongestSummary ? $"{line[..LongestSummary]}…" : line;

    private static string Cut(string text, int length) => text.Length <= length ? text : $"{text[..length]}… ({text.Length - length:N0} more characters)";
}
