using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Net.Http.Headers;

namespace VoiceLake.Bronze;

/// <summary>Serves one folder over HTTP on 127.0.0.1 as Apache would: an index page, ranges, conditional requests, and entity tags made from content.</summary>
/// <remarks>Notebook: 01-extract-to-bronze</remarks>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string Name, long Length, DateTime Written), byte[]> _checksums = new();
    private readonly ConcurrentDictionary<string, bool> _refused = new();
    private readonly string _folder;
    private readonly HashSet<string> _unwilling;
    private WebApplication? _application;

    private LoopbackServer(string folder, int failEvery)
    {
        _folder = folder;
        var names = new DirectoryInfo(folder).EnumerateFiles().Where(IsServed).Select(file => file.Name).Order(StringComparer.Ordinal);
        _unwilling = failEvery == 0 ? [] : [.. names.Where((_, index) => (index + 1) % failEvery == 0)];
    }

    /// <summary>The index page's address, such as <c>http://127.0.0.1:41234/submissions/</c>; the system chooses the port.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Starts serving the files directly in a folder; nothing below it, nothing hidden, and no other host can reach it.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="SubmissionSourceException">The system grants the server no thread, socket or file.</exception>
    public static Task<LoopbackServer> StartAsync(string folder, CancellationToken cancellationToken = default) => StartUnreliableAsync(folder, failEvery: 0, cancellationToken);

    /// <summary>The same, a server that fails on purpose, to show what its client makes of it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="failEvery">Every so many files, by name, the first request for the file's content is answered 503; 0 for none.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="SubmissionSourceException">The system grants the server no thread, socket or file.</exception>
    public static async Task<LoopbackServer> StartUnreliableAsync(string folder, int failEvery, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentOutOfRangeException.ThrowIfNegative(failEvery);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"'{folder}' is not a folder: give one that holds archives.");
        }

        var server = new LoopbackServer(Path.GetFullPath(folder), failEvery);
        // The empty builder reads no configuration of the machine: a notebook's server must not depend on ASPNETCORE_URLS.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var application = builder.Build();
        application.MapMethods("/submissions/", ["GET", "HEAD"], server.Index);
        application.MapMethods("/submissions/{name}", ["GET", "HEAD"], server.FileAsync);
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (Exception error) when (error is IOException or OutOfMemoryException)
        {
            // Out of memory is what the runtime says when the system grants it no further thread.
            await application.DisposeAsync();
            throw new SubmissionSourceException($"The server on loopback that hands out '{folder}' could not start: {error.Message.TrimEnd('.')}. It needs a thread and a few files more than this program may have (ulimit -u, ulimit -n).", error);
        }

        server._application = application;
        server.Address = new Uri(application.Urls.First() + "/submissions/");
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_application is { } application)
        {
            _application = null;
            await application.DisposeAsync();
        }
    }

    private IResult Index()
    {
        var title = $"Index of {WebUtility.HtmlEncode(Path.GetFileName(_folder))}";
        var page = new StringBuilder($"<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2 Final//EN\">\n<html>\n <head>\n  <title>{title}</title>\n </head>\n <body>\n<h1>{title}</h1>\n<pre>");
        page.Append("<a href=\"?C=N;O=D\">Name</a>  <a href=\"?C=M;O=A\">Last modified</a>  <a href=\"?C=S;O=A\">Size</a>\n<hr><a href=\"../\">Parent Directory</a>\n");
        foreach (var entry in new DirectoryInfo(_folder).EnumerateFiles().Where(IsServed).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            if (ContentOf(entry) is { } file)
            {
                page.Append(CultureInfo.InvariantCulture, $"<a href=\"{Uri.EscapeDataString(entry.Name)}\">{WebUtility.HtmlEncode(entry.Name)}</a>  {file.LastWriteTimeUtc:yyyy-MM-dd HH:mm}  {file.Length}\n");
            }
        }

        return Results.Content(page.Append("<hr></pre>\n</body></html>\n").ToString(), "text/html", Encoding.UTF8);
    }

    private async Task<IResult> FileAsync(string name, HttpContext context, CancellationToken cancellationToken)
    {
        var entry = new FileInfo(Path.Combine(_folder, name));
        if (!ArchiveName.IsPlain(name) || !IsServed(entry))
        {
            return Results.NotFound();
        }

        if (_unwilling.Contains(name) && HttpMethods.IsGet(context.Request.Method) && _refused.TryAdd(name, true))
        {
            return Refuse(context, StatusCodes.Status503ServiceUnavailable, "Service Unavailable: on purpose, this once");
        }

        try
        {
            return ContentOf(entry) is { } file ? await SendAsync(file, context, cancellationToken)
                : Refuse(context, StatusCodes.Status404NotFound, entry.LinkTarget is null ? "Not Found" : "Not Found: it is a link to nothing");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refuse(context, StatusCodes.Status404NotFound, "Not Found: it was removed just now");
        }
        catch (UnauthorizedAccessException)
        {
            return Refuse(context, StatusCodes.Status403Forbidden, "Forbidden: this program may not read the file");
        }
    }

    private async Task<IResult> SendAsync(FileInfo file, HttpContext context, CancellationToken cancellationToken)
    {
        var checksum = await ChecksumAsync(file, cancellationToken);
        context.Response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(checksum)}:";
        return Results.File(
            file.OpenRead(),
            "application/octet-stream",
            lastModified: file.LastWriteTimeUtc,
            entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(checksum.AsSpan(0, 16))}\""),
            enableRangeProcessing: true);
    }

    private async Task<byte[]> ChecksumAsync(FileInfo file, CancellationToken cancellationToken)
    {
        var key = (file.FullName, file.Length, file.LastWriteTimeUtc);
        if (!_checksums.TryGetValue(key, out var checksum))
        {
            await using var content = file.OpenRead();
            _checksums[key] = checksum = await SHA256.HashDataAsync(content, cancellationToken);
        }

        return checksum;
    }

    /// <summary>The file behind an entry, at the end of its links; null where they lead to no file.</summary>
    private static FileInfo? ContentOf(FileInfo entry)
    {
        try
        {
            return (entry.LinkTarget is null ? entry : entry.ResolveLinkTarget(returnFinalTarget: true)) is FileInfo { Exists: true } file ? file : null;
        }
        catch (IOException)
        {
            // Links that lead in a circle.
            return null;
        }
    }

    private static IResult Refuse(HttpContext context, int status, string reason)
    {
        context.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = reason;
        return Results.StatusCode(status);
    }

    private static bool IsServed(FileInfo file) => !file.Name.StartsWith('.');

    /// <summary>The server ends when it is disposed; Ctrl+C belongs to the program around it.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
