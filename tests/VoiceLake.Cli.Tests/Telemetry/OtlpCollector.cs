using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace VoiceLake.Cli.Tests.Telemetry;

/// <summary>A collector on loopback that keeps what it is sent, as text: in protobuf, names and values that are texts stand as they are.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, string> _received = new();
    private readonly WebApplication _application;

    private OtlpCollector(WebApplication application) => _application = application;

    /// <summary>Where it listens.</summary>
    public string Address => _application.Urls.Single();

    /// <summary>All that came to <c>/v1/traces</c>, <c>/v1/metrics</c> or <c>/v1/logs</c>.</summary>
    public string Received(string signal) => _received.GetValueOrDefault($"/v1/{signal}", "");

    public static async Task<OtlpCollector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var collector = new OtlpCollector(builder.Build());
        collector._application.Run(collector.TakeAsync);
        await collector._application.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _received.AddOrUpdate(context.Request.Path.Value!, Text(), (_, before) => before + Text());
        context.Response.ContentType = "application/x-protobuf";

        string Text() => Encoding.UTF8.GetString(body.ToArray());
    }
}
