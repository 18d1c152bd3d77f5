using System.Collections.Concurrent;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace VoiceLake.Tests.Bronze;

/// <summary>
/// Many small archives behind an Apache-like index page on loopback. Of the requests, 3 % are answered with 503 and 1 % with a connection cut in
/// mid-body; one file in ten comes without Content-Length. Which ones follows from the seed, the file and how often it was asked for.
/// </summary>
internal sealed class UnreliableServer : IAsyncDisposable
{
    private static readonly DateTimeOffset Changed = new(2008, 3, 18, 10, 0, 0, TimeSpan.Zero);

    private readonly int _seed;
    private readonly byte[][] _contents;
    private readonly Dictionary<string, int> _numbers;
    private readonly ConcurrentDictionary<string, Counts> _counts = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _marks = new();
    private WebApplication? _application;
    private int _requests;

    private UnreliableServer(int files, int seed)
    {
        _seed = seed;
        Names = [.. Enumerable.Range(0, files).Select(i => string.Create(CultureInfo.InvariantCulture, $"speaker{i % 97:D2}-20080318-{Letters(i)}.tgz")).Order(StringComparer.Ordinal)];
        _contents = [.. Enumerable.Range(0, files).Select(MakeArchive)];
        _numbers = Names.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i);
    }

    public Uri Address { get; private set; } = null!;

    public IReadOnlyList<string> Names { get; }

    /// <summary>Requests for files so far.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public static async Task<UnreliableServer> StartAsync(int files, int seed)
    {
        var server = new UnreliableServer(files, seed);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var application = builder.Build();
        application.MapGet("/corpus/", server.Index);
        application.MapMethods("/corpus/{name}", ["GET", "HEAD"], server.FileAsync);
        await application.StartAsync(TestContext.Current.CancellationToken);
        server._application = application;
        server.Address = new Uri(application.Urls.First() + "/corpus/");
        return server;
    }

    public byte[] ContentOf(string name) => _contents[_numbers[name]];

    /// <summary>How often a body, whole or in part, was begun for a file.</summary>
    public Counts CountsOf(string name) => _counts.GetValueOrDefault(name) ?? new Counts(0, 0);

    /// <summary>Completes when so many requests for files have been answered since the start.</summary>
    public Task AnsweredAsync(int requests) => Requests >= requests ? Task.CompletedTask : _marks.GetOrAdd(requests, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public ValueTask DisposeAsync() => _application?.DisposeAsync() ?? ValueTask.CompletedTask;

    private IResult Index()
    {
        var page = new StringBuilder("<html><head><title>Index of /corpus</title></head><body><h1>Index of /corpus</h1>\n<pre><a href=\"?C=N;O=D\">Name</a> <a href=\"?C=S;O=A\">Size</a><hr><a href=\"/\">Parent Directory</a>\n");
        foreach (var name in Names)
        {
            page.Append(CultureInfo.InvariantCulture, $"<a href=\"{name}\">{name}</a>  2008-03-18 10:00  {ContentOf(name).Length}\n");
        }

        return Results.Content(page.Append("<hr></pre></body></html>\n").ToString(), "text/html", Encoding.UTF8);
    }

    private async Task FileAsync(string name, HttpContext context)
    {
        var (number, content) = (_numbers[name], ContentOf(name));
        var asked = Count(name, requests: 1).Requests;
        // Counted before the first byte leaves: a client may have the whole body before this handler goes on.
        context.Response.OnStarting(() =>
        {
            if (context.Response.StatusCode is 200 or 206 && context.Request.Method == "GET")
            {
                Count(name, bodies: 1);
            }

            return Task.CompletedTask;
        });
        var chance = new Random(unchecked((((_seed * 31) + number) * 7_919) + asked)).NextDouble();
        try
        {
            if (chance < 0.03)
            {
                context.Response.StatusCode = 503;
            }
            else if (chance < 0.04 && context.Request.Headers.Range.Count + context.Request.Headers.IfNoneMatch.Count == 0)
            {
                await CutAsync(context, number, content);
            }
            else
            {
                await SendAsync(context, number, content);
            }
        }
        finally
        {
            var answered = Interlocked.Increment(ref _requests);
            if (_marks.TryRemove(answered, out var mark))
            {
                mark.TrySetResult();
            }
        }
    }

    private static async Task CutAsync(HttpContext context, int number, byte[] content)
    {
        Describe(context, number, content);
        if (!HasNoLength(number))
        {
            context.Response.ContentLength = content.Length;
        }

        await context.Response.Body.WriteAsync(content.AsMemory(0, content.Length / 2));
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    private static async Task SendAsync(HttpContext context, int number, byte[] content)
    {
        if (HasNoLength(number) && context.Request.Method == "GET" && context.Request.Headers.Range.Count == 0 && context.Request.Headers.IfNoneMatch != TagOf(number, content))
        {
            Describe(context, number, content);
            // Two writes with a flush between: HTTP/1.1 sends chunks.
            await context.Response.Body.WriteAsync(content.AsMemory(0, 100));
            await context.Response.Body.FlushAsync();
            await context.Response.Body.WriteAsync(content.AsMemory(100));
            await context.Response.CompleteAsync();
        }
        else
        {
            await Results.Bytes(content, "application/x-gzip", enableRangeProcessing: true, lastModified: Changed, entityTag: new EntityTagHeaderValue(TagOf(number, content))).ExecuteAsync(context);
        }
    }

    private static bool HasNoLength(int number) => number % 10 == 3;

    private static void Describe(HttpContext context, int number, byte[] content)
    {
        context.Response.Headers.ETag = TagOf(number, content);
        context.Response.Headers.LastModified = Changed.ToString("R");
        context.Response.ContentType = "application/x-gzip";
    }

    private Counts Count(string name, int requests = 0, int bodies = 0) => _counts.AddOrUpdate(
        name, _ => new Counts(requests, bodies), (_, counts) => new Counts(counts.Requests + requests, counts.Bodies + bodies));

    private static string TagOf(int number, byte[] content) => FormattableString.Invariant($"\"{number:x}-{content.Length:x}\"");

    private static string Letters(int number) => new([(char)('a' + (number / 676 % 26)), (char)('a' + (number / 26 % 26)), (char)('a' + (number % 26))]);

    private byte[] MakeArchive(int number)
    {
        var random = new Random(unchecked((_seed * 31) + number));
        var content = new byte[random.Next(500, 4_000)];
        random.NextBytes(content);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            using var data = new MemoryStream(content);
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "a/wav/a.wav") { DataStream = data, ModificationTime = Changed });
        }

        return packed.ToArray();
    }

    internal sealed record Counts(int Requests, int Bodies);
}
