using VoiceLake.DataFactory.Running.Formats;
using VoiceLake.DataFactory.Running.Stores;

namespace VoiceLake.DataFactory.Running.Activities.Copying;

/// <summary>Copies files without looking into them: as they are, packed, unpacked, or as one.</summary>
internal sealed class BinaryCopy(ActivityCall call, CopyPlan plan, CopyTally tally)
{
    private readonly Compression _from = Compression.Of(plan.Source);
    private readonly Compression _to = Compression.Of(plan.Sink);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_to.IsArchive)
        {
            throw plan.Sink.Properties.Unsupported("compression", _to.Kind!, "writing archives is not: use GZip, or none");
        }

        var sources = await SourceFiles.ListAsync(call, plan.Reading, cancellationToken);
        if (_from.IsArchive)
        {
            await UnpackAsync(sources, cancellationToken);
        }
        else if (plan.Behavior == "MergeFiles" && !sources.IsSingle)
        {
            await MergeAsync(sources, cancellationToken);
        }
        else
        {
            await CopyAsync(sources, cancellationToken);
        }

        await SourceCleaning.RunAsync(plan.Reading, sources, cancellationToken);
    }

    private async Task CopyAsync(SourceFiles sources, CancellationToken cancellationToken)
    {
        var targets = new CopyTargets(plan, sources);
        var resumable = new ResumableCopy(plan.Target, tally);
        foreach (var source in sources.Files)
        {
            var target = targets.Of(source, Rename);
            if (_from.Kind is not null || _to.Kind is not null)
            {
                var written = await LakeWriting.WriteAsync(plan.Target, target, stream => WriteAsync([source], stream, cancellationToken), cancellationToken);
                tally.DataWritten += written.Length;
                tally.FilesWritten++;
            }
            else if (source.Web is { } web)
            {
                await resumable.FromHttpAsync(web, target, cancellationToken);
            }
            else
            {
                await resumable.FromLakeAsync(source.Lake!, target, cancellationToken);
            }
        }
    }

    private async Task MergeAsync(SourceFiles sources, CancellationToken cancellationToken)
    {
        var target = new CopyTargets(plan, sources).Merged(() => _to.Extension);
        var written = await LakeWriting.WriteAsync(plan.Target, target, stream => WriteAsync(sources.Files, stream, cancellationToken), cancellationToken);
        tally.DataWritten += written.Length;
        tally.FilesWritten++;
    }

    private async Task UnpackAsync(SourceFiles sources, CancellationToken cancellationToken)
    {
        if (plan.Target.File is { } file)
        {
            throw new WorkException(WorkException.Invalid, $"dataset '{plan.Sink.Name}' names the file '{file}', but an archive holds many: leave fileName out of it.");
        }

        if (_to.Kind is not null || plan.Behavior != "PreserveHierarchy")
        {
            throw new WorkException(WorkException.Unsupported, $"{call.Activity.Name}: unpacking an archive goes with no compression of the sink and with copyBehavior PreserveHierarchy alone.");
        }

        var unpacking = new ArchiveCopy(plan.Target, _from, plan.Reading.KeepsArchiveName(_from), tally);
        foreach (var source in sources.Files)
        {
            await unpacking.RunAsync(source, cancellationToken);
        }
    }

    private async Task WriteAsync(IReadOnlyList<SourceFile> sources, Stream target, CancellationToken cancellationToken)
    {
        var packing = _to.Kind is null ? null : _to.Pack(target);
        foreach (var source in sources)
        {
            await using var counted = new CountingStream(await source.OpenAsync(cancellationToken));
            await using var content = _from.Unpack(counted);
            try
            {
                await content.CopyToAsync(packing ?? target, cancellationToken);
            }
            catch (InvalidDataException e)
            {
                throw new WorkException(WorkException.Format, $"'{source}' is no whole {_from.Kind} file: {e.Message}", e);
            }

            tally.DataRead += counted.Count;
            tally.FilesRead++;
        }

        if (packing is not null)
        {
            await packing.DisposeAsync();
        }
    }

    private string Rename(string name)
    {
        var plain = _from.Extension.Length > 0 && name.Length > _from.Extension.Length && name.EndsWith(_from.Extension, StringComparison.OrdinalIgnoreCase) ? name[..^_from.Extension.Length] : name;
        return plain.Length == 0 ? plain : plain + _to.Extension;
    }
}
