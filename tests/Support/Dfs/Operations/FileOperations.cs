using System.Globalization;
using System.Text;
using VoiceLake.Tests.Support.Dfs.Tree;

namespace VoiceLake.Tests.Support.Dfs.Operations;

/// <summary>Appending to files, flushing, reading, and what is known of a path.</summary>
internal sealed class FileOperations(DfsAccount account)
{
    public void Append(DfsCall call)
    {
        var file = RequireFile(call);
        var position = call.Position();
        Conditions.RequireWrite(call, file);
        if (call.Header("Content-MD5") is not null || call.Header("x-ms-lease-action") is not null)
        {
            // What this server would have to check and does not, it refuses.
            throw new DfsError(400, "UnsupportedHeader", "One of the HTTP headers specified in the request is not supported: Content-MD5, x-ms-lease-action.");
        }

        file.Append(position, call.Body);
        if (!call.Flag("flush"))
        {
            call.Answer(202, ("x-ms-request-server-encrypted", "true"));
            return;
        }

        file.Flush(position + call.Body.Length, retain: false);
        file.Touch(account.NextETag(), account.Now);
        call.Answer(202, [.. DfsAnswer.Of(file), ("x-ms-request-server-encrypted", "true")]);
    }

    public void Flush(DfsCall call)
    {
        var file = RequireFile(call);
        var position = call.Position();
        if (call.Body.Length > 0)
        {
            throw new DfsError(400, "ContentLengthMustBeZero", "The Content-Length request header must be zero.");
        }

        Conditions.RequireWrite(call, file);
        var before = file.Length;
        file.Flush(position, call.Flag("retainUncommittedData"));
        file.ContentType = call.Header("x-ms-content-type") ?? file.ContentType;
        if (file.Length != before)
        {
            file.Touch(account.NextETag(), account.Now);
        }

        call.Answer(200, [.. DfsAnswer.Of(file), ("x-ms-request-server-encrypted", "true")]);
    }

    /// <summary>Checks a read and answers its headers; the bytes are sent outside the lock.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Read(DfsCall call)
    {
        var file = RequireFile(call);
        Conditions.RequireRead(call, file);
        var (offset, length) = (0L, file.Length);
        var isPart = (call.Header("x-ms-range") ?? call.Header("Range")) is { } range && TryRange(range, file.Length, out offset, out length);
        call.Answer(isPart ? 206 : 200, [.. Known(file, call.Now)]);
        call.Response.ContentType = file.ContentType;
        call.Response.ContentLength = length;
        if (isPart)
        {
            call.Answer(206, ("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {offset}-{offset + length - 1}/{file.Length}")));
        }

        return file.Content.Read(offset, length);
    }

    public void Head(DfsCall call)
    {
        var node = account.Require(call.FileSystem).Find(call.Path) ?? throw DfsError.PathNotFound;
        Conditions.RequireRead(call, node);
        call.Answer(200, [.. Known(node, call.Now)]);
        call.Response.ContentType = node.ContentType;
        call.Response.ContentLength = node.Length;
    }

    public void SetProperties(DfsCall call)
    {
        var node = account.Require(call.FileSystem).Find(call.Path) ?? throw DfsError.PathNotFound;
        Conditions.RequireWrite(call, node);
        if (call.Query("comp") == "metadata")
        {
            node.Properties = string.Join(',', call.Request.Headers.Where(header => header.Key.StartsWith("x-ms-meta-", StringComparison.OrdinalIgnoreCase))
                .Select(header => $"{header.Key["x-ms-meta-".Length..]}={Convert.ToBase64String(Encoding.UTF8.GetBytes(header.Value.ToString()))}"));
        }
        else
        {
            node.Properties = call.Header("x-ms-properties") ?? node.Properties;
            node.ContentType = call.Header("x-ms-blob-content-type") ?? call.Header("x-ms-content-type") ?? node.ContentType;
        }

        node.Touch(account.NextETag(), account.Now);
        call.Answer(200, DfsAnswer.Of(node));
    }

    private static IEnumerable<(string Name, string Value)> Known(DfsNode node, DateTimeOffset now)
    {
        foreach (var header in DfsAnswer.Of(node))
        {
            yield return header;
        }

        yield return ("Accept-Ranges", "bytes");
        yield return ("x-ms-resource-type", node is DfsDirectory ? "directory" : "file");
        yield return ("x-ms-blob-type", "BlockBlob");
        yield return ("x-ms-creation-time", DfsAnswer.Time(node.Created));
        yield return ("x-ms-lease-state", node.Lease.State(now));
        yield return ("x-ms-lease-status", node.Lease.Status(now));
        yield return ("x-ms-owner", node.Owner);
        yield return ("x-ms-group", node.Group);
        yield return ("x-ms-permissions", node.Access.Permissions);
        yield return ("x-ms-acl", node.Access.ToString());
        yield return ("x-ms-server-encrypted", "true");
        yield return ("x-ms-properties", node.Properties);
        if (node is DfsDirectory)
        {
            yield return ("x-ms-meta-hdi_isfolder", "true");
        }

        // The Blob endpoint shows them as metadata, as far as a header can.
        foreach (var property in node.Properties.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(property => property.Split('=', 2)))
        {
            if (Encoding.UTF8.GetString(Convert.FromBase64String(property[1])) is var value && value.All(char.IsAscii))
            {
                yield return ("x-ms-meta-" + property[0], value);
            }
        }
    }

    private static bool TryRange(string text, long total, out long offset, out long length)
    {
        var ends = text.StartsWith("bytes=", StringComparison.Ordinal) ? text["bytes=".Length..].Split('-') : [];
        if (ends.Length != 2 || !long.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out offset))
        {
            throw DfsError.InvalidHeader("x-ms-range");
        }

        var last = ends[1].Length == 0 ? total - 1 : long.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out var end) && end >= offset ? Math.Min(end, total - 1) : throw DfsError.InvalidHeader("x-ms-range");
        length = last - offset + 1;
        return offset < total ? true : throw DfsError.InvalidRange;
    }

    private DfsFile RequireFile(DfsCall call) => account.Require(call.FileSystem).Find(call.Path) switch
    {
        DfsFile file => file,
        DfsDirectory => throw DfsError.PathConflict,
        _ => throw DfsError.PathNotFound,
    };
}
