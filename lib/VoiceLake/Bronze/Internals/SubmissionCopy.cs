using System.Net;
using VoiceLake.Lake;
using VoiceLake.Quality;

namespace VoiceLake.Bronze.Internals;

/// <summary>What all copies of a run share.</summary>
internal sealed record CopyContext(ILakeStore Store, SourceClient Client, CopyTickets Tickets, ProgressMeter Meter, BronzeOptions Options, string Source, string RunId);

/// <summary>Copies one item: asks whether it changed, takes it or the rest of it, checks it, and makes it visible.</summary>
/// <param name="context">What all copies share.</param>
/// <param name="item">The item under its stable address.</param>
/// <param name="address">Where its bytes can be had now.</param>
/// <param name="known">Its row from an earlier run, if its object stands in the lake.</param>
/// <param name="stored">The object that stands in the lake under its name.</param>
internal sealed class SubmissionCopy(CopyContext context, SubmissionItem item, Uri address, BronzeSubmission? known, LakeObject? stored) : IAsyncDisposable
{
    private readonly CopyTransfer _transfer = new(context, item, stored?.ETag);
    private readonly bool _sameSource = known?.Url == item.Url;
    private bool _unchanged;
    private int _tries;
    private int? _status;

    /// <summary>The lake path of a submission.</summary>
    public static LakePath PathOf(string fileName) => new("bronze", $"submissions/{fileName}");

    /// <summary>Copies the item, taking up what an earlier run left of it.</summary>
    /// <returns>What became of it; failures of the source are outcomes, failures of the lake are exceptions.</returns>
    public async Task<CopyOutcome> RunAsync(CopyTicket? ticket, CancellationToken cancellationToken)
    {
        try
        {
            if (ticket?.Url == item.Url)
            {
                await _transfer.TakeUpAsync(ticket, cancellationToken);
            }

            if (!_transfer.HoldsAll)
            {
                using var response = await context.Client.TryAsync(TryAsync, cancellationToken);
                if (Judge(response) is { } failure)
                {
                    return failure;
                }
            }

            return _unchanged ? CopyOutcome.Unchanged : await CompleteAsync(cancellationToken);
        }
        catch (TransferException e)
        {
            return Failed(e.Rule, e.Message);
        }
    }

    public ValueTask DisposeAsync() => _transfer.DisposeAsync();

    private async Task<HttpResponseMessage> TryAsync(CancellationToken cancellationToken)
    {
        _tries++;
        if (known is not null && !_sameSource && !_transfer.CanResume && await IsSameElsewhereAsync(cancellationToken))
        {
            _unchanged = true;
            return new HttpResponseMessage(HttpStatusCode.NotModified);
        }

        var resuming = _transfer.CanResume;
        var (response, _) = await context.Client.SendAsync(target => BuildRequest(target, resuming), address, cancellationToken);
        try
        {
            _status = (int)response.StatusCode;
            await ReceiveAsync(response, resuming, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>The rest of what is held, else what changed since the last run, else everything.</summary>
    private HttpRequestMessage BuildRequest(Uri target, bool resuming)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, target);
        if (resuming)
        {
            request.Headers.TryAddWithoutValidation("Range", FormattableString.Invariant($"bytes={_transfer.Length}-"));
            request.Headers.TryAddWithoutValidation("If-Range", _transfer.Version!.ResumeValidator);
        }
        else if (_sameSource)
        {
            if (known!.ETag is not null)
            {
                request.Headers.TryAddWithoutValidation("If-None-Match", known.ETag);
            }

            request.Headers.IfModifiedSince = known.LastModified;
        }

        return request;
    }

    private async Task ReceiveAsync(HttpResponseMessage response, bool resuming, CancellationToken cancellationToken)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.NotModified when _sameSource && !resuming:
                _unchanged = true;
                break;
            case HttpStatusCode.OK:
                var version = SourceVersion.Of(response);
                if (_sameSource && !resuming && version.Matches(known!))
                {
                    _unchanged = true;
                    break;
                }

                await _transfer.StartAsync(version, cancellationToken);
                await _transfer.ReceiveAsync(response, AskLengthAsync, cancellationToken);
                break;
            case HttpStatusCode.PartialContent when !resuming:
                throw new TransferException(BronzeRules.BadRange, "the source sent a part of the file where the whole was asked for");
            case HttpStatusCode.PartialContent:
                await _transfer.CheckRangeAsync(response, cancellationToken);
                await _transfer.ReceiveAsync(response, AskLengthAsync, cancellationToken);
                break;
            case HttpStatusCode.RequestedRangeNotSatisfiable when resuming:
                await _transfer.CheckLengthAsync(response, cancellationToken);
                break;
        }
    }

    /// <summary>Asks another source than the known one whether its file is the same, without taking it.</summary>
    private async Task<bool> IsSameElsewhereAsync(CancellationToken cancellationToken)
    {
        var (response, _) = await context.Client.SendAsync(target => new HttpRequestMessage(HttpMethod.Head, target), address, cancellationToken);
        using var answer = response;
        return response.StatusCode == HttpStatusCode.OK && SourceVersion.Of(response).MatchesAcrossSources(known!);
    }

    /// <summary>The length of the whole file, if the source tells it and the file is still of the version at hand.</summary>
    private async Task<long?> AskLengthAsync(CancellationToken cancellationToken)
    {
        var (response, _) = await context.Client.SendAsync(target => new HttpRequestMessage(HttpMethod.Head, target), address, cancellationToken);
        using var answer = response;
        var version = SourceVersion.Of(answer);
        return answer.StatusCode == HttpStatusCode.OK && version.ETag == _transfer.Version!.ETag && version.LastModified == _transfer.Version.LastModified ? version.Bytes : null;
    }

    private CopyOutcome? Judge(HttpResponseMessage response) => (int)response.StatusCode switch
    {
        200 or 206 => null,
        304 when _unchanged => null,
        416 when _transfer.HoldsAll => null,
        404 or 410 => Failed(BronzeRules.Gone, $"the source answered {(int)response.StatusCode} {response.ReasonPhrase}"),
        301 or 302 or 303 or 307 or 308 => Failed(BronzeRules.Redirect, $"the source answered {(int)response.StatusCode} and points to '{SourceClient.LocationOf(response)}'"),
        _ => Failed(BronzeRules.Refused, $"the source answered {(int)response.StatusCode} {response.ReasonPhrase}"),
    };

    private async Task<CopyOutcome> CompleteAsync(CancellationToken cancellationToken)
    {
        var version = _transfer.Version!;
        var sha256 = _transfer.Sha256;
        var row = new BronzeSubmission(
            item.FileName, item.Url, _transfer.Length, version.ETag, version.LastModified, sha256, context.Options.TimeProvider.GetUtcNow(), context.RunId);
        if (known?.Sha256 == sha256)
        {
            // The same content: the object stays, and its row too unless what the source says of it has changed.
            await _transfer.AbandonAsync(cancellationToken);
            var same = _sameSource && known.ETag == version.ETag && known.LastModified == version.LastModified;
            return same ? CopyOutcome.Unchanged : new CopyOutcome(row, true, null);
        }

        if (known is not null && !_sameSource && !context.Options.ReplaceOtherSources)
        {
            await _transfer.AbandonAsync(cancellationToken);
            return Failed(BronzeRules.NameTaken, $"'{known.Url}' has brought other content ({known.Bytes} bytes) under this name, here are {row.Bytes} bytes");
        }

        await _transfer.CommitAsync(cancellationToken);
        return new CopyOutcome(row, true, null);
    }

    private CopyOutcome Failed(QualityRule rule, string detail) => new(
        null, false, new BronzeFailure(item.FileName, item.Url, context.Source, rule.Name, detail, _status, _tries, context.Options.TimeProvider.GetUtcNow(), context.RunId));
}
