using System.Security.Cryptography;
using VoiceLake.Bronze;
using VoiceLake.DataFactory.Tests.Running;
using VoiceLake.Lake;
using VoiceLake.Stages;
using VoiceLake.Tests.Stages;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Faults;

/// <summary>Folders and files that go or change under a running stage.</summary>
[Collection(SharedStageLakes.Name)]
public sealed class VanishingTests(StageLakes lakes) : IDisposable
{
    private static readonly int[] Moments = [1, 3, 5];
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bronze")]
    [InlineData("silver")]
    [InlineData("gold")]
    public async Task A_lake_whose_folder_vanishes_ends_the_run_by_name_and_is_filled_again_when_it_is_back(string stage)
    {
        foreach (var moment in Moments)
        {
            var lake = lakes.NewLakeBefore(stage);
            var vanishing = new DataLake(new VanishingStore(new FolderLakeStore(lake), lake, moment));

            var error = await Record.ExceptionAsync(() => StageRun.RunAsync(stage, vanishing, lakes.Source));

            (error is null or LakeException).ShouldBeTrue($"{stage} at write {moment}: {error}");
            if (Directory.Exists(lake))
            {
                Directory.Delete(lake, recursive: true);
            }

            StageLakes.CopyFolder(lakes.NewLakeBefore(stage), lake);
            await StageRun.RunAsync(stage, DataLake.Open(lake), lakes.Source);
            await EqualTables.CheckAsync(DataLake.Open(lakes.LakeAfter(stage)), DataLake.Open(lake));
        }

        AttackLedger.Withstood("machine", $"the lake's folder vanishes under {stage}", Moments.Length, "an error by name, tables equal after it is back");
    }

    [Fact]
    public async Task A_source_whose_folder_vanishes_gives_failures_by_name_and_is_copied_when_it_is_back()
    {
        var (source, lake) = (_folder.PathOf("corpus"), DataLake.Open(_folder.PathOf("lake")));
        StageLakes.CopyFolder(lakes.Source, source);
        var options = new BronzeOptions { Parallelism = 1, RetryDelay = TimeSpan.Zero, MaxRetries = 1 };

        var report = await BronzeStage.RunAsync(lake, SubmissionSource.Open(source), options, new AtFirst(() => Directory.Move(source, source + "-away")), Token);
        Directory.Move(source + "-away", source);
        var copied = await StageRun.RunAsync("bronze", lake, source);

        report.Submissions.In.ShouldBe(4);
        report.Failures.Count.ShouldBeGreaterThan(0);
        report.Failures.ShouldAllBe(failure => failure.Rule == "source-gone");
        copied.ShouldBe(report.Failures.Count);
        (await lake.Table(BronzeStage.FailuresTable).ReadAsync<BronzeFailure>(cancellationToken: Token).CountAsync(Token)).ShouldBe(0);
        AttackLedger.Withstood("source", "the source's folder vanishes", 1, "failures by name, copied when it is back");
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("longer")]
    [InlineData("replaced")]
    [InlineData("overwritten")]
    [InlineData("removed")]
    public async Task A_file_that_changes_while_it_is_read_is_never_a_mixture(string change)
    {
        var (source, lake) = (_folder.PathOf("corpus"), DataLake.Open(_folder.PathOf("lake")));
        Directory.CreateDirectory(source);
        var file = Path.Combine(source, "ada-20100203-abc.tgz");
        var (before, after) = (Bytes(1, 8 << 20), Bytes(2, 8 << 20));
        await File.WriteAllBytesAsync(file, before, Token);
        var options = new BronzeOptions { RetryDelay = TimeSpan.Zero, MaxRetryDelay = TimeSpan.Zero };

        var report = await BronzeStage.RunAsync(lake, SubmissionSource.Open(source), options, new AtFirst(() => Change(file, change, after)), Token);

        var now = File.Exists(file) ? await File.ReadAllBytesAsync(file, Token) : [];
        var visible = _folder.PathOf("lake", "bronze", "submissions", Path.GetFileName(file));
        if (report.Failures.Count == 0)
        {
            var copied = await File.ReadAllBytesAsync(visible, Token);
            (copied.AsSpan().SequenceEqual(before) || copied.AsSpan().SequenceEqual(now)).ShouldBeTrue("neither the file before nor the file after");
            var row = await lake.Table(BronzeStage.SubmissionsTable).ReadAsync<BronzeSubmission>(cancellationToken: Token).SingleAsync(Token);
            row.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(copied)));
        }
        else
        {
            File.Exists(visible).ShouldBeFalse();
        }

        AttackLedger.Withstood("source", "a file changes while it is read", 1, "the file before or the file after or a failure by name, never a mixture");
    }

    private static void Change(string file, string change, byte[] after)
    {
        switch (change)
        {
            case "cut":
                using (var open = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                {
                    open.SetLength(2 << 20);
                }

                break;
            case "longer":
                using (var open = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
                {
                    open.Write(after);
                }

                break;
            case "replaced":
                File.WriteAllBytes(file + ".new", after);
                File.Move(file + ".new", file, overwrite: true);
                break;
            case "overwritten":
                using (var open = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                {
                    open.Write(after);
                }

                break;
            default:
                File.Delete(file);
                break;
        }
    }

    private static byte[] Bytes(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Does something at the first report of progress that has bytes or an item.</summary>
    private sealed class AtFirst(Action act) : IProgress<StageProgress>
    {
        private int _done;

        public void Report(StageProgress value)
        {
            if (value.BytesDone + value.ItemsDone > 0 && Interlocked.Exchange(ref _done, 1) == 0)
            {
                act();
            }
        }
    }

    /// <summary>A store whose folder is taken away before a write.</summary>
    private sealed class VanishingStore(ILakeStore inner, string folder, int write) : StoreInFront(inner)
    {
        private int _writes;

        public override Task<LakeObject> PutAsync(LakePath path, Stream content, PutCondition condition = PutCondition.Overwrite, CancellationToken cancellationToken = default)
        {
            if (Interlocked.Increment(ref _writes) == write)
            {
                Directory.Move(folder, folder + "-away");
                Directory.Delete(folder + "-away", recursive: true);
            }

            return base.PutAsync(path, content, condition, cancellationToken);
        }
    }
}
