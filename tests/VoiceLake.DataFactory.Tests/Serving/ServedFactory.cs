using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Serving;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.DataFactory.Tests.Serving;

/// <summary>A served factory over an empty lake, and a client that pins its certificate.</summary>
internal sealed class ServedFactory : IAsyncDisposable
{
    public const string Root = "/subscriptions/s/resourceGroups/g/providers/Microsoft.DataFactory/factories/voicelake";

    private readonly TemporaryFolder _folder = new();
    private readonly FactoryServerOptions _options;

    private ServedFactory(FactoryServerOptions options) => _options = options;

    public FactoryServer Server { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public DataLake Lake => DataLake.Open(_folder.PathOf("lake"));

    public static async Task<ServedFactory> StartAsync(FactoryServerOptions? options = null)
    {
        var served = new ServedFactory(options ?? new FactoryServerOptions());
        await served.StartServerAsync();
        return served;
    }

    /// <summary>Ends the server and starts another over the same lake.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartServerAsync();
    }

    public async Task<Answer> SendAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.Contains("api-version", StringComparison.Ordinal) ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}api-version=2018-06-01");
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), response.Headers);
    }

    /// <summary>Puts the factory and resources built in C#.</summary>
    public async Task PutAsync(params FactoryResource[] resources)
    {
        (await SendAsync("PUT", Root, """{"location":"westeurope"}""")).Status.ShouldBe(200);
        foreach (var resource in resources)
        {
            var answer = await SendAsync("PUT", PathOf(resource), resource.ToString());
            answer.Status.ShouldBe(200, answer.Json?.ToJsonString());
        }
    }

    public async Task<string> StartRunAsync(string pipeline, string parameters = "{}", string query = "")
    {
        var answer = await SendAsync("POST", $"{Root}/pipelines/{pipeline}/createRun{query}", parameters);
        answer.Status.ShouldBe(200, answer.Message);
        return (string)answer.Json!["runId"]!;
    }

    /// <summary>Asks for a run until it has ended.</summary>
    public async Task<JsonNode> EndOfRunAsync(string runId)
    {
        while (true)
        {
            var answer = await SendAsync("GET", $"{Root}/pipelineruns/{runId}");
            answer.Status.ShouldBe(200, answer.Message);
            if (answer.Json!["runEnd"] is not null)
            {
                return answer.Json;
            }
        }
    }

    /// <summary>Asks for runs of a pipeline until there is one.</summary>
    public async Task<string> FirstRunOfAsync(string pipeline)
    {
        while (true)
        {
            var answer = await SendAsync("POST", $"{Root}/queryPipelineRuns", """{"lastUpdatedAfter":"2000-01-01","lastUpdatedBefore":"2999-01-01","filters":[{"operand":"PipelineName","operator":"Equals","values":["%"]}]}""".Replace("%", pipeline, StringComparison.Ordinal));
            if (answer.Json!["value"]!.AsArray() is [{ } run, ..])
            {
                return (string)run["runId"]!;
            }
        }
    }

    public static string PathOf(FactoryResource resource) => $"{Root}/{resource.Kind}s/{resource.Name}";

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    private async Task StartServerAsync()
    {
        Server = await FactoryServer.StartAsync(Lake, _options, TestContext.Current.CancellationToken);
        var pinned = X509Certificate2.CreateFromPem(Server.CertificatePem);
        var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate?.RawDataMemory.Span.SequenceEqual(pinned.RawDataMemory.Span) == true };
        Http = new HttpClient(handler) { BaseAddress = Server.Address };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Server.Token);
    }

    private async Task StopAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }
}

/// <summary>What the server answered.</summary>
internal sealed record Answer(int Status, JsonNode? Json, HttpResponseHeaders Headers)
{
    public string? Code => (string?)Json?["error"]?["code"];

    public string Message => (string?)Json?["error"]?["message"] ?? "";
}
