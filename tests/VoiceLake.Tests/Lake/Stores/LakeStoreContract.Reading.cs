using VoiceLake.Lake;

namespace VoiceLake.Tests.Lake.Stores;

public abstract partial class LakeStoreContract
{
    [Fact]
    public async Task Ranges_are_read_exactly()
    {
        await PutAsync("bronze/digits", "0123456789");

        (await ReadAsync("bronze/digits", 3)).ShouldBe("3456789");
        (await ReadAsync("bronze/digits", 3, 4)).ShouldBe("3456");
        (await ReadAsync("bronze/digits", 8, 100)).ShouldBe("89");
        (await ReadAsync("bronze/digits", 3, 0)).ShouldBeEmpty();
        (await ReadAsync("bronze/digits", 10)).ShouldBeEmpty();
        (await ReadAsync("bronze/digits", 50, 5)).ShouldBeEmpty();
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => ReadAsync("bronze/digits", -1));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => ReadAsync("bronze/digits", 0, -1));
    }

    [Fact]
    public async Task Large_contents_come_back_byte_for_byte_whole_and_in_ranges()
    {
        var bytes = Bytes(LargeBytes, 1);
        var put = await Store.PutAsync(LakePath.Parse("bronze/large"), new ForwardStream(bytes), cancellationToken: Cancel);

        put.Length.ShouldBe(LargeBytes);
        (await Store.FindAsync(put.Path, Cancel)).ShouldBe(put);
        (await ReadBytesAsync("bronze/large")).AsSpan().SequenceEqual(bytes).ShouldBeTrue();
        (await ReadBytesAsync("bronze/large", 1_234_567)).AsSpan().SequenceEqual(bytes.AsSpan(1_234_567)).ShouldBeTrue();
        (await ReadBytesAsync("bronze/large", 4_000_001, 5_000_000)).AsSpan().SequenceEqual(bytes.AsSpan(4_000_001, 5_000_000)).ShouldBeTrue();
        (await ReadBytesAsync("bronze/large", LargeBytes - 3, 10)).AsSpan().SequenceEqual(bytes.AsSpan(LargeBytes - 3)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_read_can_be_sought_in_as_formats_with_an_index_at_their_end_need()
    {
        var bytes = Bytes(2_000_000, 2);
        await Store.PutAsync(LakePath.Parse("bronze/indexed"), new MemoryStream(bytes), cancellationToken: Cancel);
        var random = new Random(3);

        await using var stream = await Store.OpenReadAsync(LakePath.Parse("bronze/indexed"), 100, 1_900_000, Cancel);

        (stream.CanSeek, stream.Length).ShouldBe((true, 1_900_000));
        stream.Seek(-8, SeekOrigin.End);
        for (var i = 0; i < 40; i++)
        {
            var buffer = new byte[random.Next(1, 100_000)];
            var from = stream.Position;
            var read = i % 2 == 0 ? await stream.ReadAtLeastAsync(buffer, buffer.Length, false, Cancel) : stream.ReadAtLeast(buffer, buffer.Length, false);
            read.ShouldBe((int)Math.Min(buffer.Length, 1_900_000 - from));
            buffer.AsSpan(0, read).SequenceEqual(bytes.AsSpan((int)from + 100, read)).ShouldBeTrue();
            stream.Position = i % 3 == 0 ? stream.Position : random.Next(0, 1_900_001);
        }
    }

    [Fact]
    public async Task A_reader_sees_one_version_whole_or_an_error_that_says_it_was_replaced()
    {
        const int Length = 1_500_000;
        var path = LakePath.Parse("bronze/replaced");
        await Store.PutAsync(path, new MemoryStream(Filled(Length, 0)), cancellationToken: Cancel);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writing = Task.Run(
            async () =>
            {
                for (var version = 1; version <= 12; version++)
                {
                    await Store.PutAsync(path, new MemoryStream(Filled(Length, (byte)version)), cancellationToken: Cancel);
                }

                await done.CancelAsync();
            },
            Cancel);

        var (whole, replaced) = (0, 0);
        while (!done.IsCancellationRequested)
        {
            try
            {
                var read = await ReadBytesAsync("bronze/replaced");
                read.Length.ShouldBe(Length);
                read.AsSpan().IndexOfAnyExcept(read[0]).ShouldBe(-1, "of one version");
                whole++;
            }
            catch (LakeObjectChangedException)
            {
                replaced++;
            }
        }

        await writing;
        (whole + replaced).ShouldBeGreaterThan(0);
        (await ReadBytesAsync("bronze/replaced"))[0].ShouldBe((byte)12);
    }

    private static byte[] Filled(int length, byte value)
    {
        var bytes = new byte[length];
        Array.Fill(bytes, value);
        return bytes;
    }

    /// <summary>Bytes that come once, in pieces of changing size, as from a network.</summary>
    protected class ForwardStream(byte[] bytes) : Stream
    {
        private int _reads;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        protected int Given { get; private set; }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Stores read asynchronously.");

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(Math.Min(buffer.Length, 1 + (_reads++ * 7919 % 100_000)), bytes.Length - Given);
            bytes.AsMemory(Given, count).CopyTo(buffer);
            Given += count;
            return ValueTask.FromResult(count);
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
