using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions.Evaluation;
using VoiceLake.DataFactory.Running.Stores;

namespace VoiceLake.DataFactory.Running.Activities;

/// <summary>Calls a web address; the JSON object that it answers with becomes the output.</summary>
internal sealed class WebActivityWork : IActivityWork
{
    private const string CallFailed = "2108";
    private const int ShownCharacters = 1_000;

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);
    private static readonly string[] Resources = ["datasets", "linkedServices"];
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    public async Task<JsonObject> RunAsync(ActivityCall call, CancellationToken cancellationToken)
    {
        var time = call.Services.Options.Time;
        var start = time.GetTimestamp();
        var activity = CallProperties.Of(call);
        RefuseResources(activity);
        using var request = Build(activity);
        var timeout = activity.Duration("httpRequestTimeout", TimeSpan.FromMinutes(1));
        if (timeout > LongestTimeout)
        {
            throw new WorkException(WorkException.Invalid, $"{activity.Place}: httpRequestTimeout is {timeout:c}, and at most {LongestTimeout:c}.");
        }

        var client = activity.Flag("disableCertValidation", otherwise: false) ? call.Services.HttpWithoutValidation : call.Services.Http;
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = await ReadAsync(response, activity, either.Token);
            Check(response, body, activity);
            var output = Parse(body, activity);
            output["ADFWebActivityResponseHeaders"] = new JsonObject(response.Headers.Concat(response.Content.Headers).Select(header => KeyValuePair.Create(header.Key, (JsonNode?)string.Join(", ", header.Value))));
            return RunReport.Close(output, time.GetElapsedTime(start));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ActivityFailure(CallFailed, $"'{request.RequestUri}' gave no answer within {timeout:c}: check the address, or raise httpRequestTimeout.", inner: e);
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException)
        {
            throw new ActivityFailure(CallFailed, $"'{request.RequestUri}' could not be reached: {e.GetBaseException().Message.TrimEnd('.')}: check the address, or try again when the server is up.", inner: e);
        }
    }

    private static HttpRequestMessage Build(ActivityProperties activity)
    {
        var method = activity.RequiredText("method").ToUpperInvariant();
        if (!Methods.Contains(method))
        {
            throw activity.Unsupported("method", method, $"use {string.Join(", ", Methods)}");
        }

        var url = activity.RequiredText("url");
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new WorkException(WorkException.Invalid, $"{activity.Place}: url '{url}' is no address of http or https: correct it.");
        }

        var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = Body(activity, method), };
        request.Headers.Authorization = Authorize(activity);
        foreach (var (name, value) in activity.Part("headers")?.Json ?? [])
        {
            HttpHeaderLine.Add(request, name, Values.ToText(value), activity);
        }

        return request;
    }

    private static StringContent? Body(ActivityProperties activity, string method) => activity.Json["body"] switch
    {
        null when method is "POST" or "PUT" or "PATCH" => throw new ActivityFailure("2103", $"{activity.Place}: {method} asks for a body: give one, \"\" for an empty one."),
        null => null,
        _ when method == "GET" => throw new WorkException(WorkException.Invalid, $"{activity.Place}: GET has no body: leave it out, or change the method."),
        var body => new StringContent(Values.ToText(body), Encoding.UTF8, "application/json"),
    };

    private static AuthenticationHeaderValue? Authorize(ActivityProperties activity) => activity.Part("authentication") switch
    {
        null => null,
        { } login when login.Type == "Basic" => HttpLocation.Basic(login.Checked().RequiredText("username"), login.Secret("password") ?? throw login.Missing("password")),
        { } login => throw login.Unsupported("type", login.Type, "use Basic, or none; Azure's identities are not on this machine"),
    };

    // Data Factory would put their JSON into the body: no work here needs that.
    private static void RefuseResources(ActivityProperties activity)
    {
        foreach (var name in Resources.Where(name => activity.List(name) is { Count: > 0 }))
        {
            throw activity.Unsupported(name, "list with something in it", "leave it out, and put what the address needs into body");
        }
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, ActivityProperties activity, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[65_536];
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        while (await body.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > RunReport.MaxOutputBytes)
            {
                throw new ActivityFailure(RunReport.OutputTooLong, $"The answer to '{activity.Place}' has more than {RunReport.MaxOutputBytes} bytes (4 MB), the most that an output may have: ask for less.");
            }
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length).TrimStart('\uFEFF');
    }

    private static void Check(HttpResponseMessage response, string body, ActivityProperties activity)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new ActivityFailure(CallFailed, $"'{response.RequestMessage!.RequestUri}' answered {(int)response.StatusCode} {response.ReasonPhrase}: {(body.Length <= ShownCharacters ? body : body[..ShownCharacters] + "…")}".TrimEnd(' ', ':'));
        }

        if (response.StatusCode == HttpStatusCode.Accepted && response.Headers.Location is not null && !activity.Flag("turnOffAsync", otherwise: false))
        {
            throw new WorkException(WorkException.Unsupported, $"{activity.Place}: the address answered 202 and will have its result at '{response.Headers.Location}'; waiting for it is not supported here: set turnOffAsync to true and ask in an Until.");
        }
    }

    private static JsonObject Parse(string body, ActivityProperties activity)
    {
        try
        {
            return string.IsNullOrWhiteSpace(body) ? []
                : JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject
                ?? throw new ActivityFailure(CallFailed, $"{activity.Place}: the answer is JSON but no object, which Data Factory does not take either: let the address answer with {{ … }}.");
        }
        catch (JsonException e)
        {
            throw new ActivityFailure(CallFailed, $"{activity.Place}: the answer is no JSON ({e.Message}): a WebActivity takes JSON objects alone.", inner: e);
        }
    }
}
