using VoiceLake.Azure.Storage;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Tests.Storage;

public sealed class RangeReadStreamTests
{
    private const int Length = 20 << 20;
    private static readonly byte[] Content = Make();
    private readonly List<(long Offset, int Count)> _asked = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_small_object_comes_with_one_request()
    {
        await using var stream = await OpenAsync(0, 1_000);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancel);

        copy.ToArray().ShouldBe(Content[..1_000]);
        _asked.ShouldBe([(0, 1_000)]);
    }

    [Fact]
    public async Task A_whole_object_comes_in_few_requests_that_grow()
    {
        await using var stream = await OpenAsync(0, null);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancel);

        copy.GetBuffer().AsSpan(0, Length).SequenceEqual(Content).ShouldBeTrue();
        _asked.Count.ShouldBe(9);
        _asked.Max(range => range.Count).ShouldBe(4 << 20);
        _asked.Select(range => range.Offset).ShouldBe(_asked.Select(range => range.Offset).Order());
    }

    [Fact]
    public async Task An_index_at_the_end_comes_with_one_request_and_stays_while_the_start_is_read()
    {
        await using var stream = await OpenAsync(0, null);
        foreach (var back in new[] { 8, 40_000, 4, 65_536 })
        {
            stream.Seek(-back, SeekOrigin.End);
            stream.ReadByte().ShouldBe(Content[^back]);
            stream.Position = back;
            stream.ReadByte().ShouldBe(Content[back]);
        }

        _asked.ShouldBe([(0, 256 << 10), (Length - 65_536, 65_536)]);
    }

    [Fact]
    public async Task All_ranges_are_of_the_version_that_was_opened()
    {
        List<string?> tags = [];
        await using var stream = await RangeReadStream.OpenAsync(
            (offset, buffer, etag, _) =>
            {
                tags.Add(etag);
                return Task.FromResult(Give(offset, buffer));
            },
            0, null, Cancel);
        stream.Position = 10_000_000;
        stream.ReadByte();

        tags.ShouldBe([null, "\"1\""]);
    }

    [Fact]
    public async Task A_range_that_comes_short_is_an_error_and_not_an_end()
    {
        await using var stream = await RangeReadStream.OpenAsync((offset, buffer, _, _) => Task.FromResult(Give(offset, offset == 0 ? buffer : buffer[..10])), 0, null, Cancel);
        stream.Position = 10_000_000;

        Should.Throw<LakeException>(() => stream.ReadByte()).Message.ShouldContain("10 bytes came of 262144");
    }

    [Fact]
    public async Task A_closed_stream_asks_for_nothing_more()
    {
        var stream = await OpenAsync(0, null);
        await stream.DisposeAsync();
        stream.Position = 10_000_000;

        Should.Throw<ObjectDisposedException>(() => stream.ReadByte());
        _asked.Count.ShouldBe(1);
    }

    private Task<Stream> OpenAsync(long offset, long? length) => RangeReadStream.OpenAsync(
        (from, buffer, _, _) =>
        {
            _asked.Add((from, buffer.Length));
            return Task.FromResult(Give(from, buffer));
        },
        offset, length, Cancel);

    private static RangeRead Give(long offset, Memory<byte> buffer)
    {
        var count = (int)Math.Clamp(Length - offset, 0, buffer.Length);
        Content.AsMemory((int)Math.Min(offset, Length), count).CopyTo(buffer);
        return new RangeRead(count, Length, "\"1\"");
    }

    private static byte[] Make()
    {
        var bytes = new byte[Length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
