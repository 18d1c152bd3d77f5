namespace VoiceLake.Tests.Support.Dfs.Tree;

/// <summary>The bytes of a file, in the parts they came in; never changed, so that a read goes on undisturbed.</summary>
internal sealed class DfsContent
{
    private readonly List<(long Start, byte[] Bytes)> _parts;

    private DfsContent(List<(long Start, byte[] Bytes)> parts, long length) => (_parts, Length) = (parts, length);

    public static DfsContent Empty { get; } = new([], 0);

    public long Length { get; }

    public DfsContent With(IEnumerable<byte[]> more)
    {
        var (parts, length) = (_parts.ToList(), Length);
        foreach (var bytes in more)
        {
            parts.Add((length, bytes));
            length += bytes.Length;
        }

        return length == Length ? this : new DfsContent(parts, length);
    }

    public IEnumerable<ReadOnlyMemory<byte>> Read(long offset, long length)
    {
        foreach (var (start, bytes) in _parts.Where(part => part.Start + part.Bytes.Length > offset && part.Start < offset + length))
        {
            var from = (int)Math.Max(0, offset - start);
            var to = (int)Math.Min(bytes.Length, offset + length - start);
            yield return bytes.AsMemory(from..to);
        }
    }
}
