using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Running.Formats;
using VoiceLake.DataFactory.Running.Stores;
using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Running.Activities.Copying;

/// <summary>Copies rows from one format to another.</summary>
internal sealed class RowCopy(ActivityCall call, CopyPlan plan, CopyTally tally)
{
    private readonly Compression _to = Compression.Of(plan.Sink);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_to.IsArchive)
        {
            throw plan.Sink.Properties.Unsupported("compression", _to.Kind!, "writing archives is not: use GZip, or none");
        }

        tally.RowsRead = 0;
        var writing = RowWriting.Read(plan);
        var sources = await SourceFiles.ListAsync(call, plan.Reading, cancellationToken);
        var targets = new CopyTargets(plan, sources);
        if (plan.Behavior == "MergeFiles" && !sources.IsSingle)
        {
            await WriteAsync(sources.Files, targets.Merged(() => writing.Extension + _to.Extension), writing, cancellationToken);
            return;
        }

        foreach (var source in sources.Files)
        {
            await WriteAsync([source], targets.Of(source, name => Rename(name, writing)), writing, cancellationToken);
        }
    }

    private async Task WriteAsync(IReadOnlyList<SourceFile> sources, LakePath target, RowWriting writing, CancellationToken cancellationToken)
    {
        var written = await LakeWriting.WriteAsync(
            plan.Target,
            target,
            async stream =>
            {
                if (_to.Kind is null)
                {
                    await writing.WriteAsync(RowsAsync(sources, cancellationToken), stream, cancellationToken);
                    return;
                }

                await using var packed = _to.Pack(stream);
                await writing.WriteAsync(RowsAsync(sources, cancellationToken), packed, cancellationToken);
            },
            cancellationToken);
        tally.DataWritten += written.Length;
        tally.FilesWritten++;
        tally.RowsCopied = tally.RowsRead!.Value;
    }

    private async IAsyncEnumerable<JsonObject> RowsAsync(IReadOnlyList<SourceFile> sources, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var source in sources)
        {
            await using var content = new CountingStream(await source.OpenAsync(cancellationToken));
            await foreach (var row in RowFormat.ReadAsync(plan.Reading, source, content, cancellationToken))
            {
                tally.RowsRead++;
                yield return row;
            }

            tally.DataRead += content.Count;
            tally.FilesRead++;
        }
    }

    private string Rename(string name, RowWriting writing) => name.Length == 0 ? name : Path.ChangeExtension(StripPacking(name), writing.Extension) + _to.Extension;

    private string StripPacking(string name) => Compression.Of(plan.Source).Extension is { Length: > 0 } end && name.EndsWith(end, StringComparison.OrdinalIgnoreCase) ? name[..^end.Length] : name;
}
