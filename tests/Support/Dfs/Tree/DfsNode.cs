namespace VoiceLake.Tests.Support.Dfs.Tree;

/// <summary>A file or directory of a file system.</summary>
internal abstract class DfsNode(string etag, DateTimeOffset now, AccessControlList access)
{
    public string ETag { get; private set; } = etag;

    public DateTimeOffset Created { get; } = now;

    public DateTimeOffset Modified { get; private set; } = now;

    public AccessControlList Access { get; set; } = access;

    public string Owner { get; set; } = "$superuser";

    public string Group { get; set; } = "$superuser";

    /// <summary>The user's properties as the header x-ms-properties has them: <c>name=base64,…</c>.</summary>
    public string Properties { get; set; } = "";

    public string ContentType { get; set; } = "application/octet-stream";

    public DfsLease Lease { get; } = new();

    public virtual long Length => 0;

    public void Touch(string etag, DateTimeOffset now) => (ETag, Modified) = (etag, now);
}

/// <summary>A directory: its children by ordinal name.</summary>
internal sealed class DfsDirectory(string etag, DateTimeOffset now, AccessControlList access) : DfsNode(etag, now, access)
{
    public SortedDictionary<string, DfsNode> Children { get; } = new(StringComparer.Ordinal);
}

/// <summary>A file: what was flushed, and what was only appended so far.</summary>
internal sealed class DfsFile(string etag, DateTimeOffset now, AccessControlList access) : DfsNode(etag, now, access)
{
    private readonly SortedDictionary<long, byte[]> _appended = [];

    /// <summary>The visible content; a flush replaces it by another.</summary>
    public DfsContent Content { get; private set; } = DfsContent.Empty;

    public override long Length => Content.Length;

    /// <summary>How many appended parts no flush has taken yet.</summary>
    public int Unflushed => _appended.Count;

    public void Append(long position, byte[] bytes)
    {
        if (position < Length || bytes.Length == 0)
        {
            throw DfsError.InvalidFlushPosition;
        }

        // Parts come in any order, since clients send them in parallel; the flush finds the gaps.
        _appended[position] = bytes;
    }

    public void Flush(long position, bool retain)
    {
        var parts = new List<byte[]>();
        var end = Length;
        for (; end < position && _appended.TryGetValue(end, out var part); end += part.Length)
        {
            parts.Add(part);
        }

        if (end != position)
        {
            throw DfsError.InvalidFlushPosition;
        }

        foreach (var each in _appended.Keys.Where(each => !retain || each < position).ToList())
        {
            _appended.Remove(each);
        }

        Content = Content.With(parts);
    }
}
