using System.IO.Compression;
using System.Net;
using System.Security.Authentication;
using System.Text;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;

namespace VoiceLake.Bronze.Internals;

/// <summary>HTTP with the stage's time-outs and retries. One try covers the request and its whole body, so that a connection cut in mid-body counts and is tried again like a 503.</summary>
internal sealed class SourceClient : IDisposable
{
    /// <summary>Index pages and manifests beyond this are taken for a mistake; 64 MiB hold some 400,000 items.</summary>
    private const int MaxTextBytes = 64 << 20;

    private const int MaxRedirects = 10;

    /// <summary>Further tries to reach a listing at whose address nobody answers: most often the address is wrong, and whoever typed it waits.</summary>
    private const int ConnectionRetries = 2;

    private static readonly TimeSpan ConnectionRetryDelay = TimeSpan.FromSeconds(0.5);

    private readonly BronzeOptions _options;
    private readonly SourceConnections _connections;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly ResiliencePipeline<HttpResponseMessage> _listing;
    private long _retries;

    public SourceClient(BronzeOptions options)
    {
        _options = options;
        _connections = new SourceConnections(options);
        _pipeline = BuildPipeline(options, options.MaxRetries);
        _listing = BuildPipeline(options, Math.Min(ConnectionRetries, options.MaxRetries));
    }

    /// <summary>The address that the user gave, where it is not that of every first request: what else is asked is judged as if it had redirected there.</summary>
    public Uri? Origin { get; set; }

    /// <summary>Tries made after a failure, so far.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>Runs tries until one succeeds, fails for good, or the budget is used up; the last answer or exception is what the caller gets.</summary>
    public async Task<HttpResponseMessage> TryAsync(Func<CancellationToken, Task<HttpResponseMessage>> attempt, CancellationToken cancellationToken) =>
        await _pipeline.ExecuteAsync(async token => await attempt(token), cancellationToken);

    /// <summary>
    /// Sends a request, follows redirects from http or https to http or https (but never from https to http, nor from the open network into a private one),
    /// and waits for the head of the answer.
    /// </summary>
    /// <param name="build">Makes the request for an address.</param>
    /// <param name="address">The first address.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The answer, and where it came from; a redirect that is not followed is returned as it is.</returns>
    /// <exception cref="TransferException">Nothing came in time, or the way leads where it is not followed.</exception>
    public async Task<(HttpResponseMessage Response, Uri Found)> SendAsync(Func<Uri, HttpRequestMessage> build, Uri address, CancellationToken cancellationToken)
    {
        var given = Origin ?? address;
        for (var redirects = 0; ; redirects++)
        {
            var http = await _connections.ForAsync(given, address, cancellationToken);
            using var request = build(address);
            var response = await SendOnceAsync(http, request, cancellationToken);
            if (redirects == MaxRedirects || NextAddress(response, address) is not { } next)
            {
                return (response, address);
            }

            response.Dispose();
            address = next;
        }
    }

    /// <summary>Where an answer points to, as it is written; null where nowhere.</summary>
    public static string? LocationOf(HttpResponseMessage response) => response.Headers.NonValidated.TryGetValues("Location", out var values) ? values.ToString() : null;

    private static Uri? NextAddress(HttpResponseMessage response, Uri address) =>
        (int)response.StatusCode is 301 or 302 or 303 or 307 or 308
        && LocationOf(response) is { } location
        && Uri.TryCreate(address, location, out var next)
        && (next.Scheme == "https" || (next.Scheme == "http" && address.Scheme == "http"))
            ? next
            : null;

    private async Task<HttpResponseMessage> SendOnceAsync(HttpClient http, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.ResponseTimeout, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransferException(BronzeRules.Unreachable, $"no answer within {Describe(e.InnerException is TimeoutException ? _options.ConnectTimeout : _options.ResponseTimeout)}", e) { NoConnection = e.InnerException is TimeoutException };
        }
        catch (HttpRequestException e) when (e.GetBaseException() is TransferException refusal)
        {
            throw refusal;
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            throw new TransferException(BronzeRules.Insecure, Innermost(e), e, mayPass: e.InnerException is not AuthenticationException);
        }
        catch (HttpRequestException e)
        {
            throw new TransferException(BronzeRules.Unreachable, Innermost(e), e)
            {
                NoConnection = e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError,
            };
        }
    }

    /// <summary>Reads the next bytes of a body; 0 at its end.</summary>
    /// <exception cref="TransferException">The connection was cut, or nothing came in time.</exception>
    public async ValueTask<int> ReadAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = body.ReadAsync(buffer, cancellationToken);
        if (read.IsCompletedSuccessfully)
        {
            return read.Result;
        }

        try
        {
            return await read.AsTask().WaitAsync(_options.StallTimeout, _options.TimeProvider, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new TransferException(BronzeRules.Stalled, $"the body brought nothing for {Describe(_options.StallTimeout)}", e);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or InvalidDataException)
        {
            throw new TransferException(BronzeRules.CutShort, Innermost(e), e);
        }
    }

    /// <summary>Reads an index page or a manifest whole.</summary>
    /// <returns>The text, and where it was found after redirects.</returns>
    /// <exception cref="SubmissionSourceException">It cannot be had.</exception>
    public async Task<(string Text, Uri Found)> ReadTextAsync(Uri address, CancellationToken cancellationToken)
    {
        var found = address;
        try
        {
            using var response = await _listing.ExecuteAsync(
                async token =>
                {
                    (var answer, found) = await SendAsync(target => new HttpRequestMessage(HttpMethod.Get, target), address, token);
                    return await BufferAsync(answer, address, token);
                },
                cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw new SubmissionSourceException($"'{address}' answered {(int)response.StatusCode} {response.ReasonPhrase}: check the address, or try again when the site is up.");
            }

            return (await response.Content.ReadAsStringAsync(cancellationToken), found);
        }
        catch (TransferException e)
        {
            // The message says all that the exceptions below would; they would only repeat it.
            throw new SubmissionSourceException(
                e.Rule == BronzeRules.Insecure || e.Rule == BronzeRules.PrivateAddress ? $"'{address}' could not be read ({e.Rule.Name}: {e.Message}). {e.Rule.Remedy}"
                : e.NoConnection ? $"Nobody answers at '{address}' ({e.Message}): check host and port, or try again when the site is up."
                : $"'{address}' could not be read ({e.Rule.Name}: {e.Message}): check the address, or try again when the site is up.");
        }
    }

    public void Dispose() => _connections.Dispose();

    private async Task<HttpResponseMessage> BufferAsync(HttpResponseMessage response, Uri address, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            await using var body = Unpack(await response.Content.ReadAsStreamAsync(cancellationToken), response.Content.Headers.ContentEncoding, address);
            using var text = new MemoryStream();
            var buffer = new byte[81920];
            while (await ReadAsync(body, buffer, cancellationToken) is var read and > 0)
            {
                text.Write(buffer, 0, read);
                if (text.Length > MaxTextBytes)
                {
                    throw new SubmissionSourceException($"'{address}' is longer than {MaxTextBytes >> 20} MiB: give an index page or a manifest, not an archive.");
                }
            }

            var charset = response.Content.Headers.ContentType?.CharSet?.Trim('"');
            var encoding = Encoding.GetEncodings().Any(known => known.Name.Equals(charset, StringComparison.OrdinalIgnoreCase)) ? Encoding.GetEncoding(charset!) : Encoding.UTF8;
            response.Content = new StringContent(encoding.GetString(text.GetBuffer(), 0, (int)text.Length));
        }

        return response;
    }

    /// <summary>A page that was packed although nobody asked for it; what it unpacks to stands under the same limit.</summary>
    private static Stream Unpack(Stream body, ICollection<string> encodings, Uri address) => string.Join(", ", encodings).ToLowerInvariant() switch
    {
        "" or "identity" => body,
        "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
        "deflate" => new ZLibStream(body, CompressionMode.Decompress),
        "br" => new BrotliStream(body, CompressionMode.Decompress),
        var other => throw new SubmissionSourceException($"'{address}' came packed as '{other}', which was not asked for and is not read: have the server send it as it is."),
    };

    private ResiliencePipeline<HttpResponseMessage> BuildPipeline(BronzeOptions options, int connectionRetries)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = options.TimeProvider };
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = options.MaxRetries,
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(
                    (arguments.Outcome.Exception is TransferException { MayPass: true } failure && (!failure.NoConnection || arguments.AttemptNumber < connectionRetries))
                    || (arguments.Outcome.Result is { } response && HttpClientResiliencePredicates.IsTransient(arguments.Outcome) && response.StatusCode != HttpStatusCode.NotImplemented)),
                DelayGenerator = arguments => ValueTask.FromResult(
                    connectionRetries < options.MaxRetries && arguments.Outcome.Exception is TransferException { NoConnection: true } ? Shorter(options.RetryDelay, ConnectionRetryDelay) : RetryAfter(arguments)),
                OnRetry = _ =>
                {
                    Interlocked.Increment(ref _retries);
                    BronzeTelemetry.Retries.Add(1);
                    return ValueTask.CompletedTask;
                },
            });
        }

        return builder.Build();
    }

    /// <summary>What the source asks for in Retry-After, up to the longest wait; null leaves it to the back-off.</summary>
    private TimeSpan? RetryAfter(RetryDelayGeneratorArguments<HttpResponseMessage> arguments)
    {
        var header = arguments.Outcome.Result?.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - _options.TimeProvider.GetUtcNow();
        return wait is null ? null : TimeSpan.FromTicks(Math.Clamp(wait.Value.Ticks, 0, _options.MaxRetryDelay.Ticks));
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static string Innermost(Exception exception) => exception.GetBaseException().Message.TrimEnd('.');

    private static string Describe(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0.###} s");
}
