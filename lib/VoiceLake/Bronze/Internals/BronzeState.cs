using VoiceLake.Lake;

namespace VoiceLake.Bronze.Internals;

/// <summary>What the lake held when a pass began: rows, objects, and the tickets of copies that were cut off.</summary>
internal sealed class BronzeState
{
    private readonly Dictionary<string, BronzeSubmission> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LakeObject> _objects = new(StringComparer.Ordinal);

    /// <summary>Tickets by file name.</summary>
    public IReadOnlyDictionary<string, CopyTicket> Tickets { get; private init; } = null!;

    /// <summary>Reads the state of a lake.</summary>
    public static async Task<BronzeState> ReadAsync(DataLake lake, CancellationToken cancellationToken)
    {
        var state = new BronzeState { Tickets = await new CopyTickets(lake.Store).ReadAllAsync(cancellationToken) };
        var table = lake.Table(BronzeStage.SubmissionsTable);
        if (await table.FindSnapshotAsync(null, cancellationToken) is not null)
        {
            await foreach (var row in table.ReadAsync<BronzeSubmission>(null, cancellationToken))
            {
                state._rows[row.Name] = row;
            }
        }

        var folder = SubmissionCopy.PathOf("");
        await foreach (var found in lake.Store.ListAsync(folder, cancellationToken))
        {
            state._objects[found.Path.Name["submissions/".Length..]] = found;
        }

        return state;
    }

    /// <summary>The object under an item's name.</summary>
    public LakeObject? StoredOf(SubmissionItem item) => _objects.GetValueOrDefault(item.FileName);

    /// <summary>The row under an item's name, if its object is there with the length that the row says; else the file is copied anew.</summary>
    public BronzeSubmission? KnownOf(SubmissionItem item) =>
        _rows.TryGetValue(item.FileName, out var row) && StoredOf(item)?.Length == row.Bytes ? row : null;

    /// <summary>The row of a file that became visible just before its run was killed; null where there is none, or where the object is not what its ticket says.</summary>
    public async Task<CopyOutcome?> RecoverAsync(SubmissionItem item, CopyContext context, CancellationToken cancellationToken)
    {
        if (!Tickets.TryGetValue(item.FileName, out var ticket)
            || ticket.Url != item.Url
            || StoredOf(item) is not { } stored
            || stored.ETag == ticket.Replaces
            || (ticket.Version.Bytes is { } bytes && bytes != stored.Length))
        {
            return null;
        }

        var sha256 = await StoredContent.Sha256Async(context.Store, stored.Path, cancellationToken);
        if (sha256 == _rows.GetValueOrDefault(item.FileName)?.Sha256 || (ticket.Version.Sha256 is { } wanted && wanted != sha256))
        {
            return null;
        }

        var row = new BronzeSubmission(
            item.FileName, item.Url, stored.Length, ticket.Version.ETag, ticket.Version.LastModified, sha256, context.Options.TimeProvider.GetUtcNow(), context.RunId);
        return new CopyOutcome(row, false, null);
    }
}
