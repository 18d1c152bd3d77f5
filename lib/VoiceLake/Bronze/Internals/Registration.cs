using System.Net;
using VoiceLake.Quality;

namespace VoiceLake.Bronze.Internals;

/// <summary>Registers one file that stands in bronze: reads it, and compares it with what its source says.</summary>
internal sealed class Registration(CopyContext context, SourceQuestion question, SubmissionItem item, BronzeState state)
{
    public async Task<CopyOutcome> RunAsync(CancellationToken cancellationToken)
    {
        if (state.StoredOf(item) is not { } stored)
        {
            return Failed(BronzeRules.NotCopied, "the manifest lists the file, and it is not in bronze");
        }

        var known = state.KnownOf(item);
        if (known?.Url == item.Url && stored.LastModified <= known.CopiedAt)
        {
            return CopyOutcome.Unchanged;
        }

        var sha256 = await StoredContent.Sha256Async(context.Store, stored.Path, cancellationToken);
        var version = await question.AskAsync(item, cancellationToken);
        if (version is null && known?.Url == item.Url && known.Sha256 == sha256)
        {
            // What the source once said of this very content stays.
            return CopyOutcome.Unchanged;
        }

        if (version?.Bytes is { } bytes && bytes != stored.Length)
        {
            return Failed(BronzeRules.CutShort, FormattableString.Invariant($"bronze has {stored.Length} bytes, and the source says {bytes}"));
        }

        if (version?.Sha256 is { } digest && digest != sha256)
        {
            return Failed(BronzeRules.BadDigest, "the file in bronze does not have the checksum that the source states");
        }

        var row = new BronzeSubmission(item.FileName, item.Url, stored.Length, version?.ETag, version?.LastModified, sha256, context.Options.TimeProvider.GetUtcNow(), context.RunId);
        return known is not null && row == known with { CopiedAt = row.CopiedAt, RunId = row.RunId } ? CopyOutcome.Unchanged : new CopyOutcome(row, false, null);
    }

    private CopyOutcome Failed(QualityRule rule, string detail) => new(
        null, false, new BronzeFailure(item.FileName, item.Url, context.Source, rule.Name, detail, null, 0, context.Options.TimeProvider.GetUtcNow(), context.RunId));
}

/// <summary>Asks sources what they say of their files, as long as somebody answers.</summary>
internal sealed class SourceQuestion(SourceClient client)
{
    private volatile bool _silent;
    private long _answers;

    /// <summary>How many questions were answered.</summary>
    public long Answers => Interlocked.Read(ref _answers);

    /// <summary>What the source says; null where it says nothing, has no web address, or nobody answers there any more.</summary>
    public async Task<SourceVersion?> AskAsync(SubmissionItem item, CancellationToken cancellationToken)
    {
        if (_silent || !Uri.TryCreate(item.Url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return null;
        }

        try
        {
            using var answer = await client.TryAsync(
                async token => (await client.SendAsync(target => new HttpRequestMessage(HttpMethod.Head, target), address, token)).Response, cancellationToken);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                return null;
            }

            Interlocked.Increment(ref _answers);
            return SourceVersion.Of(answer);
        }
        catch (TransferException e) when (e.Rule == BronzeRules.Unreachable)
        {
            // The files are here all the same: they are registered without what their source would have said.
            _silent = true;
            return null;
        }
    }
}
