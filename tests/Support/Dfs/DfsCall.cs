using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using VoiceLake.Tests.Support.Dfs.Tree;

namespace VoiceLake.Tests.Support.Dfs;

/// <summary>One request, taken apart: whose account, which file system and path, which query and headers.</summary>
internal sealed class DfsCall
{
    private readonly HttpContext _context;

    public DfsCall(HttpContext context, DfsAccount account)
    {
        (_context, Account) = (context, account);
        // Kestrel's own path has some escapes undone and some not: the signature and the names are of the text as it was sent.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        RawPath = target.Split('?')[0];
        IsHostStyle = context.Request.Host.Host.StartsWith(account.Name + ".", StringComparison.Ordinal);
        var path = IsHostStyle ? RawPath : RawPath == $"/{account.Name}" ? "/" : RawPath.StartsWith($"/{account.Name}/", StringComparison.Ordinal) ? RawPath[(account.Name.Length + 1)..] : throw new DfsError(400, "InvalidUri", "The requested URI does not represent any resource on the server.");
        (FileSystem, Path) = Split(path);
    }

    public DfsAccount Account { get; }

    public string RawPath { get; }

    /// <summary>Whether the account stands in the host's name, as in Azure, and not in the path, as on a bare address.</summary>
    public bool IsHostStyle { get; }

    /// <summary>The file system's name; empty for the account itself.</summary>
    public string FileSystem { get; }

    /// <summary>The path inside the file system; empty for its root.</summary>
    public string Path { get; }

    public string Method => _context.Request.Method;

    public bool IsHttps => _context.Request.IsHttps;

    public HttpRequest Request => _context.Request;

    public HttpResponse Response => _context.Response;

    /// <summary>The body, read whole before anything is done.</summary>
    public byte[] Body { get; set; } = [];

    public DateTimeOffset Now => Account.ExactNow;

    public string? Query(string name) => _context.Request.Query.TryGetValue(name, out var values) && values.Count > 0 ? values[0] : null;

    public string? Header(string name) => _context.Request.Headers.TryGetValue(name, out StringValues values) ? values.ToString() : null;

    public bool Flag(string name) => Query(name) switch
    {
        null or "false" or "False" => false,
        "true" or "True" => true,
        _ => throw DfsError.InvalidQuery(name),
    };

    public int? Number(string name) => Query(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw DfsError.InvalidQuery(name);

    public long Position() => Query("position") is not { } text ? throw DfsError.MissingQuery("position")
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position
        : throw DfsError.InvalidQuery("position");

    /// <summary>Answers with a status and headers.</summary>
    public void Answer(int status, params (string Name, string Value)[] headers)
    {
        Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            Response.Headers[name] = value;
        }
    }

    /// <summary>Splits <c>/fs/path</c>, as it stands in a URL, into names.</summary>
    public static (string FileSystem, string Path) Split(string path)
    {
        if (path.Length == 0 || path[0] != '/')
        {
            throw DfsError.InvalidInput("the path has no leading slash");
        }

        var parts = path[1..].Split('/', 2);
        var below = parts.Length < 2 ? "" : Uri.UnescapeDataString(parts[1]).TrimEnd('/');
        return below.Split('/').Any(part => part is "." or "..") || (below.Length > 0 && below.Split('/').Contains(""))
            ? throw new DfsError(400, "InvalidResourceName", "The specified resource name contains invalid characters.")
            : (Uri.UnescapeDataString(parts[0]), below);
    }
}
