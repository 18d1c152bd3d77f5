using VoiceLake.Extraction;
using VoiceLake.Extraction.Internals;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Extraction;

public sealed class TableOutputTests : IDisposable
{
    private static readonly TableSchema Schema = new([new TableColumn("clip", ColumnType.String, false), new TableColumn("value", ColumnType.Double)]);
    private static readonly ClipTable Table = new("", Schema, 1);
    private readonly ClipFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("out.csv", 0)]
    [InlineData("out.csv", 100_000)]
    [InlineData("out.parquet", 100)]
    [InlineData("out.parquet", 100_000)]
    public async Task A_full_disk_is_said_with_its_remedy_and_leaves_the_table_that_was_there(string name, int room)
    {
        var path = _folder.PathOf(name);
        await File.WriteAllTextAsync(path, "before", Token);

        var error = await Should.ThrowAsync<Exception>(() => WriteAsync(path, room));

        error.Message.ShouldStartWith($"'{path}' could not be written: No space left on device : '{path}'. Make room there, or name a file on another disk");
        Directory.GetFiles(Path.GetDirectoryName(path)!).ShouldBe([path]);
        (await File.ReadAllTextAsync(path, Token)).ShouldBe("before");
        AttackLedger.Withstood("machine", "the disk is full in features", 1, "one line with the remedy, the table before stays");
    }

    [Fact]
    public async Task A_disk_with_room_takes_the_table()
    {
        await WriteAsync(_folder.PathOf("out.csv"), int.MaxValue);
        File.ReadLines(_folder.PathOf("out.csv")).Count().ShouldBe(60_001);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<ExtractionOutput> WriteAsync(string path, int room)
    {
        var random = new Random(1);
        await using var output = await TableOutput.CreateAsync(path, Table, file => new SmallDisk(file, room), Token);
        await output.AddAsync(
            new TableBatch(Schema, [Enumerable.Range(0, 60_000).Select(n => $"clip {n}").ToArray(), Enumerable.Range(0, 60_000).Select(_ => (double?)random.NextDouble()).ToArray()]), Token);
        await output.CompleteAsync(Token);
        return await output.PublishAsync();
    }

    /// <summary>A file on a disk that has room for some bytes.</summary>
    private sealed class SmallDisk(string path, long room) : Stream
    {
        private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write);

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _file.Length;

        public override long Position
        {
            get => _file.Position;
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (Position + count > room)
            {
                throw new IOException($"No space left on device : '{path}'");
            }

            _file.Write(buffer, offset, count);
        }

        public override void Flush() => _file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _file.Dispose();
            base.Dispose(disposing);
        }
    }
}
