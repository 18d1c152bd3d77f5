using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using VoiceLake.Azure.Http;
using VoiceLake.Azure.SignIn;

namespace VoiceLake.Azure.DataFactory.Rest;

/// <summary>Data Factory's REST API on Azure.Core's pipeline: token, retries, diagnostics, errors.</summary>
internal sealed class FactoryRest
{
    private const string ApiVersion = "2018-06-01";
    private readonly HttpPipeline _pipeline;

    public FactoryRest(FactoryAddress address, TokenCredential credential, FactoryClientOptions options)
    {
        Address = address;
        var core = new CoreOptions { RetryPolicy = new FactoryRetryPolicy(options.MaxRetries, options.RetryDelay) };
        core.Diagnostics.ApplicationId = "voicelake";
        if (options.PinnedCertificate is { } pem)
        {
            core.Transport = PinnedCertificate.Transport(pem);
        }

        // The audience is the same for a served factory: its token is whatever it gave, and no credential is asked for one.
        _pipeline = HttpPipelineBuilder.Build(core, new BearerTokenAuthenticationPolicy(credential, "https://management.azure.com/.default"));
    }

    public FactoryAddress Address { get; }

    /// <summary>What a path below the factory gives; null where there is nothing.</summary>
    public async Task<JsonObject?> FindAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(RequestMethod.Get, path, null, null, cancellationToken);
        }
        catch (FactoryRequestException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>All pages of a list.</summary>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(string path, CancellationToken cancellationToken)
    {
        var found = new List<JsonObject>();
        for (var uri = UriOf(path); uri is not null;)
        {
            var page = await SendAsync(RequestMethod.Get, uri, path, null, null, cancellationToken);
            found.AddRange((page["value"] as JsonArray ?? []).Select(item => item!.AsObject()));
            uri = page["nextLink"]?.GetValue<string>() is { Length: > 0 } next ? SameHost(new Uri(Address.Endpoint, next), path) : null;
        }

        return found;
    }

    public Task<JsonObject> SendAsync(RequestMethod method, string path, JsonNode? body, (string Name, string Value)? condition, CancellationToken cancellationToken) =>
        SendAsync(method, UriOf(path), path, body, condition, cancellationToken);

    private async Task<JsonObject> SendAsync(RequestMethod method, Uri uri, string path, JsonNode? body, (string Name, string Value)? condition, CancellationToken cancellationToken)
    {
        using var message = _pipeline.CreateMessage();
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(uri);
        request.Headers.SetValue("Accept", "application/json");
        if (body is not null)
        {
            request.Headers.SetValue("Content-Type", "application/json");
            request.Content = RequestContent.Create(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(body)));
        }

        if (condition is { } header)
        {
            request.Headers.SetValue(header.Name, header.Value);
        }

        var resource = path.Length == 0 ? $"factory '{Address.Factory}'" : path.TrimStart('/').Split('?')[0];
        try
        {
            await _pipeline.SendAsync(message, cancellationToken);
        }
        catch (AuthenticationFailedException e)
        {
            var failure = SignInFailure.Of(e);
            throw new FactoryRequestException(0, "NoToken", failure.Problem, resource, failure.Remedy, e);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or IOException or HttpRequestException)
        {
            throw new FactoryRequestException(0, "NoAnswer", (e as AggregateException)?.InnerExceptions[^1].Message ?? e.Message, resource, $"Is {Address.Endpoint} right, does the server run, and is its certificate the pinned one?", e);
        }

        return message.Response.IsError ? throw ErrorReader.Read(message.Response, resource) : Json(message.Response, resource);
    }

    private static JsonObject Json(Response response, string resource)
    {
        try
        {
            return response.Content.ToMemory().Length == 0 ? [] : JsonNode.Parse(response.Content.ToMemory().Span) as JsonObject ?? throw new JsonException("It is no object.");
        }
        catch (JsonException e)
        {
            throw new FactoryRequestException(response.Status, "UnreadableAnswer", $"the answer is not what Data Factory gives: {e.Message}", resource, "Is the address Resource Manager's, or a served factory's?", e);
        }
    }

    private Uri UriOf(string path) => new(Address.Endpoint, $"{Address.Id}{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}api-version={ApiVersion}");

    // The token goes with it: a page that leads elsewhere is not followed.
    private Uri SameHost(Uri next, string path) => next.GetLeftPart(UriPartial.Authority) == Address.Endpoint.GetLeftPart(UriPartial.Authority)
        ? next
        : throw new FactoryRequestException(0, "ForeignPage", $"the next page of the list lies at {next.GetLeftPart(UriPartial.Authority)}, another server", path, "It is not followed, since the token would go there: check the address.");

    private sealed class CoreOptions : ClientOptions;
}
