using VoiceLake.DataFactory.Tests.Running;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Faults;

/// <summary>What a stage says, and how it leaves the lake, when the machine fails it.</summary>
[Collection(SharedStageLakes.Name)]
public sealed class BrokenMachineTests(StageLakes lakes)
{
    private static readonly double[] Shares = [0, 0.4, 0.9];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bronze")]
    [InlineData("silver")]
    [InlineData("gold")]
    public async Task A_full_disk_is_said_with_its_remedy_and_the_run_goes_on_when_there_is_room(string stage)
    {
        var before = lakes.NewLakeBefore(stage);
        var growth = SmallDisk.SizeOf(lakes.LakeAfter(stage)) - SmallDisk.SizeOf(before);
        foreach (var share in Shares)
        {
            using var disk = new SmallDisk(64 << 20);
            var lake = Path.Combine(disk.Path, "lake");
            StageLakes.CopyFolder(before, lake);
            disk.FillUpTo((long)(share * growth));

            var error = await Should.ThrowAsync<LakeException>(() => RunAsync(stage, lake));

            error.Message.ShouldContain($"the disk of '{lake}' is full (No space left on device");
            error.Message.ShouldContain("Make room there, then run again");
            error.Message.ShouldNotContain("\n");
            StageLakes.Unfinished(lake).Where(file => !file.Contains("/uploads/", StringComparison.Ordinal)).ShouldBeEmpty();
            await ShouldHoldAsync(before, lake);
            disk.MakeRoom();
            await RunAsync(stage, lake);
            await EqualTables.CheckAsync(DataLake.Open(lakes.LakeAfter(stage)), DataLake.Open(lake));
            StageLakes.Unfinished(lake).ShouldBeEmpty();
        }

        AttackLedger.Withstood("machine", $"the disk is full in {stage}", Shares.Length, "one line with the remedy, the lake is readable, the next run completes to equal tables");
    }

    [Theory]
    [InlineData("bronze")]
    [InlineData("silver")]
    [InlineData("gold")]
    public async Task A_disk_that_may_only_be_read_is_said_with_its_remedy_and_nothing_changes(string stage)
    {
        using var disk = new SmallDisk(64 << 20);
        var lake = Path.Combine(disk.Path, "lake");
        StageLakes.CopyFolder(lakes.NewLakeBefore(stage), lake);
        var before = LakePicture.Of(lake);
        disk.MakeReadOnly();

        var error = await Should.ThrowAsync<LakeException>(() => RunAsync(stage, lake));

        error.Message.ShouldContain("lies on a disk that may only be read (Read-only file system");
        error.Message.ShouldContain("Make that disk writable, or give another folder as the lake.");
        LakePicture.Of(lake).ShouldBe(before);
        AttackLedger.Withstood("machine", "the disk may only be read", 1, "one line with the remedy, the lake is as it was");
    }

    [Theory]
    [InlineData("bronze", UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute)]
    [InlineData("silver", UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute)]
    [InlineData("gold", UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute)]
    [InlineData("silver", UnixFileMode.None)]
    public async Task A_lake_of_another_user_is_said_with_its_remedy_and_nothing_changes(string stage, UnixFileMode mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var lake = lakes.NewLakeBefore(stage);
        var before = LakePicture.Of(lake);
        foreach (var folder in Directory.EnumerateDirectories(lake, "*", SearchOption.AllDirectories).Append(lake).ToList())
        {
            SetMode(folder, mode);
        }

        SetMode(Path.GetDirectoryName(lake)!, (UnixFileMode)0b111_111_111);
        var end = await StageProcess.RunAsync(new StageJob(stage, lakes.Source, lake), TestChild.OrdinaryUser);

        end.Error.ShouldBe(nameof(LakeException));
        var message = end.Message.ShouldNotBeNull();
        message.ShouldContain("denied");
        message.ShouldContain("Change owner or permissions");
        message.ShouldNotContain("\n");
        LakePicture.Of(lake).ShouldBe(before);
        AttackLedger.Withstood("machine", "the lake is another user's", 1, "one line with the remedy, the lake is as it was");
    }

    [Theory]
    [InlineData("bronze")]
    [InlineData("silver")]
    [InlineData("gold")]
    public async Task Too_few_open_files_are_said_with_their_remedy_and_the_next_run_completes(string stage)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The limit is set the way of Linux.");
        int[] handles = [0, 2];
        foreach (var left in handles)
        {
            var lake = lakes.NewLakeBefore(stage);
            var before = lakes.NewLakeBefore(stage);

            var end = await StageProcess.RunAsync(new StageJob(stage, lakes.Source, lake) { Rehearsal = lakes.NewLakeBefore(stage), Handles = left });

            // The runtime itself may end a process that can open nothing: then there is no message, and the lake is what counts.
            if (end.Message is { } message)
            {
                message.ShouldContain("ulimit -n", Case.Sensitive, $"{end.Error} with {left} files");
                message.ShouldNotContain("\n");
            }

            await ShouldHoldAsync(before, lake);
            await RunAsync(stage, lake);
            await EqualTables.CheckAsync(DataLake.Open(lakes.LakeAfter(stage)), DataLake.Open(lake));
        }

        AttackLedger.Withstood("machine", $"too few files may be open in {stage}", handles.Length, "one line with the remedy, a whole run, or the end of the process by its runtime; the lake is readable, and the next run completes to equal tables");
    }

    [Theory]
    [InlineData("bronze")]
    [InlineData("silver")]
    [InlineData("gold")]
    public async Task A_clock_that_jumps_changes_no_row(string stage)
    {
        foreach (var jump in Jumps)
        {
            var (lake, time) = (lakes.NewLakeBefore(stage), new JumpingTime(jump));
            var jumping = new DataLake(new FolderLakeStore(lake, time), time);

            await StageRun.RunAsync(stage, jumping, lakes.Source, time);
            (await StageRun.RunAsync(stage, jumping, lakes.Source, time)).ShouldBe(0);

            await EqualTables.CheckAsync(DataLake.Open(lakes.LakeAfter(stage)), DataLake.Open(lake));
        }

        AttackLedger.Withstood("machine", "the clock jumps", Jumps.Length, "tables equal, nothing done twice");
    }

    private static TimeSpan[] Jumps => [TimeSpan.FromDays(400), TimeSpan.FromDays(-400)];

    private Task<long> RunAsync(string stage, string lake) => StageRun.RunAsync(stage, DataLake.Open(lake), lakes.Source);

    /// <summary>All that the lake held before can still be read.</summary>
    private static async Task ShouldHoldAsync(string before, string lake)
    {
        foreach (var table in await DataLake.Open(lake).ListTablesAsync(Token))
        {
            await DataLake.Open(lake).Table(table).ReadBatchesAsync(cancellationToken: Token).CountAsync(Token);
        }

        LakePicture.Of(before).ShouldBeSubsetOf(LakePicture.Of(lake));
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    /// <summary>A clock that is wrong by so much every other time it is asked.</summary>
    private sealed class JumpingTime(TimeSpan jump) : TimeProvider
    {
        private int _asked;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + (Interlocked.Increment(ref _asked) % 2 * jump);
    }
}
