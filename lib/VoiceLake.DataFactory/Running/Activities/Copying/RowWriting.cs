using System.Text;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Running.Formats;

namespace VoiceLake.DataFactory.Running.Activities.Copying;

/// <summary>How a Copy writes rows.</summary>
/// <param name="Plan">What the Copy asks for.</param>
/// <param name="Settings">The write settings of the format; null for the defaults.</param>
internal sealed record RowWriting(CopyPlan Plan, ActivityProperties? Settings)
{
    /// <summary>What ends the names of files that the sink's dataset does not name.</summary>
    public string Extension => Plan.Sink.Type == "Json" ? ".json" : Settings?.Text("fileExtension") is { Length: > 1 } extension
        ? (extension[0] == '.' ? extension : "." + extension)
        : throw new WorkException(WorkException.Invalid, $"{Plan.SinkProperties.Place}: formatSettings.fileExtension is missing: give it, or state fileName in dataset '{Plan.Sink.Name}'.");

    public static RowWriting Read(CopyPlan plan)
    {
        var settings = plan.SinkProperties.Part("formatSettings")?.Checked();
        return settings is null || settings.Type == $"{plan.Sink.Type}WriteSettings" ? new RowWriting(plan, settings)
            : throw new WorkException(WorkException.Invalid, $"{settings.Place}: '{settings.Type}' does not go with dataset '{plan.Sink.Name}' of type {plan.Sink.Type}: use {plan.Sink.Type}WriteSettings.");
    }

    public async Task WriteAsync(IAsyncEnumerable<JsonObject> rows, Stream target, CancellationToken cancellationToken)
    {
        try
        {
            await (Plan.Sink.Type == "Json"
                ? JsonRows.WriteAsync(rows, target, TextEncoding.Of(Plan.Sink), Pattern(), cancellationToken)
                : WriteTextAsync(rows, target, cancellationToken));
        }
        catch (EncoderFallbackException e)
        {
            throw new WorkException(WorkException.Format, $"dataset '{Plan.Sink.Name}': a value has a character that its encoding lacks: set encodingName to UTF-8. {e.Message}", e);
        }
    }

    private async Task WriteTextAsync(IAsyncEnumerable<JsonObject> rows, Stream target, CancellationToken cancellationToken)
    {
        var options = DelimitedTextOptions.Of(Plan.Sink) with { QuotesAll = Settings?.Flag("quoteAllText", otherwise: false) ?? false };
        await using var text = new StreamWriter(target, options.Encoding, leaveOpen: true);
        var writer = new DelimitedTextWriter(text, options);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await writer.WriteAsync(row, cancellationToken);
        }
    }

    private string Pattern() => Settings?.Text("filePattern") switch
    {
        null or "" or JsonRows.SetOfObjects => JsonRows.SetOfObjects,
        JsonRows.ArrayOfObjects => JsonRows.ArrayOfObjects,
        var other => throw Settings.Unsupported("filePattern", other, "use setOfObjects or arrayOfObjects"),
    };
}
