using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace VoiceLake.Tests.Support.Accounts;

/// <summary>A storage account on loopback, at a port that the system gives, whose answers a test words: refusals that no server of ours or Microsoft's gives at will.</summary>
internal sealed class StandInAccount : IAsyncDisposable
{
    private const string EmptyList = """<?xml version="1.0" encoding="utf-8"?><EnumerationResults><Blobs></Blobs><NextMarker /></EnumerationResults>""";
    private readonly WebApplication _app;

    private StandInAccount(WebApplication app) => _app = app;

    /// <summary>Host and port.</summary>
    public string Authority => new Uri(_app.Urls.Single()).Authority;

    /// <summary>An account that answers every request with one refusal.</summary>
    public static Task<StandInAccount> RefusingAsync(int status, string code) => StartAsync(context =>
    {
        Refuse(context, status, code);
        return Task.CompletedTask;
    });

    /// <summary>An account in which nothing lies, and whose signature allows reading, and listing where a test says so.</summary>
    public static Task<StandInAccount> ReadingAsync(bool lists = true) => StartAsync(context =>
    {
        var isList = HttpMethods.IsGet(context.Request.Method) && context.Request.Query["comp"] == "list";
        if (isList && lists)
        {
            context.Response.ContentType = "application/xml";
            return context.Response.WriteAsync(EmptyList);
        }

        var isRead = !isList && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));
        Refuse(context, isRead ? 404 : 403, isRead ? "BlobNotFound" : "AuthorizationPermissionMismatch");
        return Task.CompletedTask;
    });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<StandInAccount> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            await answer(context);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new StandInAccount(app);
    }

    private static void Refuse(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        context.Response.Headers["x-ms-error-code"] = code;
    }
}
