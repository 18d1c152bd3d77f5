using System.Net.Http.Headers;
using System.Text;
using VoiceLake.DataFactory.Running.Activities;

namespace VoiceLake.DataFactory.Running.Stores;

/// <summary>Asks a web server for a file, with the settings of an activity.</summary>
internal sealed class HttpReading(RunServices services, HttpPlace place, ActivityProperties? settings)
{
    /// <summary>Data Factory's word for all failures of its HTTP connector.</summary>
    public const string Failed = "HttpFileFailedToRead";

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(100);

    public HttpPlace Place { get; } = place;

    /// <summary>Asks, and waits for the head of the answer for at most <c>requestTimeout</c>.</summary>
    /// <param name="range">Asks for a part only; null for the whole.</param>
    /// <param name="validator">The version that the part must belong to: of another one the whole is to come.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="WorkException">No answer came, or one that is no success.</exception>
    public async Task<HttpResponseMessage> SendAsync(RangeHeaderValue? range, EntityTagHeaderValue? validator, CancellationToken cancellationToken)
    {
        using var request = Build();
        request.Headers.Range = range;
        request.Headers.IfRange = validator is null ? null : new RangeConditionHeaderValue(validator);
        var timeout = settings?.Duration("requestTimeout", DefaultTimeout) ?? DefaultTimeout;
        using var limit = new CancellationTokenSource(timeout, services.Options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        HttpResponseMessage response;
        try
        {
            var client = Place.ValidatesCertificate ? services.Http : services.HttpWithoutValidation;
            response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new WorkException(Failed, $"'{Place}' gave no answer within {timeout:c}: check the address, or raise requestTimeout.", e);
        }
        catch (HttpRequestException e)
        {
            throw new WorkException(Failed, $"'{Place}' could not be reached: {e.GetBaseException().Message.TrimEnd('.')}: check the address, or try again when the server is up.", e);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw new WorkException(Failed, $"'{Place}' answered {(int)response.StatusCode} {response.ReasonPhrase}: check the address, or try again when the server is up.") { Status = response.StatusCode };
        }
    }

    /// <summary>Asks for the whole file; the caller disposes of its bytes.</summary>
    public async Task<Stream> OpenAsync(CancellationToken cancellationToken) =>
        await HttpBody.OpenAsync(Place, await SendAsync(range: null, validator: null, cancellationToken), cancellationToken);

    private HttpRequestMessage Build()
    {
        var method = settings?.Text("requestMethod")?.ToUpperInvariant() switch
        {
            null or "" or "GET" => HttpMethod.Get,
            "POST" => HttpMethod.Post,
            var other => throw settings!.Unsupported("requestMethod", other, "use GET or POST"),
        };
        var request = new HttpRequestMessage(method, Place.Address);
        request.Headers.Authorization = Place.Authorization;
        if (settings?.Text("requestBody") is { Length: > 0 } body)
        {
            request.Content = method == HttpMethod.Post ? new StringContent(body, Encoding.UTF8, "application/json")
                : throw new WorkException(WorkException.Invalid, $"{settings.Place}: requestBody goes with requestMethod POST alone: leave it out, or change the method.");
        }

        // One header a line, as Data Factory writes them.
        foreach (var line in (settings?.Text("additionalHeaders") ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            HttpHeaderLine.Add(request, line, settings!);
        }

        return request;
    }
}
