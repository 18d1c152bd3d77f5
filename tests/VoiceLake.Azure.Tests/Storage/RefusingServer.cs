using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace VoiceLake.Azure.Tests.Storage;

/// <summary>A storage account on loopback that answers every request with one refusal, as the service words it.</summary>
internal sealed class RefusingServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RefusingServer(WebApplication app) => _app = app;

    public string Authority => new Uri(_app.Urls.Single()).Authority;

    public static async Task<RefusingServer> StartAsync(int status, string code)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Response.StatusCode = status;
            context.Response.Headers["x-ms-error-code"] = code;
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RefusingServer(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
