using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Lake.Stores;

public sealed class FolderUploadTests : IDisposable
{
    private static readonly LakePath Path = LakePath.Parse("bronze/submissions/a.tgz");
    private readonly TemporaryFolder _folder = new();
    private readonly MovableClock _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Leftovers_of_a_killed_run_are_removed_when_they_are_old_and_nobody_holds_them()
    {
        var temporary = _folder.PathOf(".voicelake", "temporary");
        Directory.CreateDirectory(temporary);
        await File.WriteAllTextAsync(System.IO.Path.Combine(temporary, "left"), "x", Cancel);
        await using var held = new FileStream(System.IO.Path.Combine(temporary, "held"), FileMode.CreateNew, FileAccess.Write, FileShare.None);
        await using (var upload = await OpenAsync("tag"))
        {
            await upload.AppendAsync(new byte[3], Cancel);
        }

        await Store().PutAsync(LakePath.Parse("gold/a"), new MemoryStream(), cancellationToken: Cancel);
        Directory.GetFiles(temporary).Length.ShouldBe(2, "what is young may be another run's");

        _clock.Offset = TimeSpan.FromHours(1);
        await Store().PutAsync(LakePath.Parse("gold/b"), new MemoryStream(), cancellationToken: Cancel);
        Directory.GetFiles(temporary).ShouldBe([System.IO.Path.Combine(temporary, "held")]);
        await using (var upload = await OpenAsync("tag"))
        {
            upload.Length.ShouldBe(3);
        }

        _clock.Offset = TimeSpan.FromDays(8);
        await using var late = await OpenAsync("tag");
        late.Length.ShouldBe(0);
    }

    [Fact]
    public async Task Leftovers_of_processes_that_have_ended_are_removed_however_young()
    {
        var temporary = _folder.PathOf(".voicelake", "temporary");
        Directory.CreateDirectory(temporary);
        using var ended = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("dotnet", ["--version"]) { RedirectStandardOutput = true })!;
        await ended.WaitForExitAsync(Cancel);
        string[] left = [$"{WorkFolder.OwnerOf(ended.Id)}a", $"{WorkFolder.OwnerOf(Environment.ProcessId)}b", $"0123456789ab-{ended.Id}-c"];
        foreach (var name in left)
        {
            await File.WriteAllTextAsync(System.IO.Path.Combine(temporary, name), "x", Cancel);
        }

        await Store().PutAsync(LakePath.Parse("gold/a"), new MemoryStream(), cancellationToken: Cancel);

        Directory.GetFiles(temporary).Select(System.IO.Path.GetFileName).ShouldBe(left[1..], ignoreOrder: true);
    }

    private Task<ILakeUpload> OpenAsync(string tag) => Store().OpenUploadAsync(Path, tag, Cancel);

    // A store of its own each time, as another run has.
    private FolderLakeStore Store() => new(_folder.Path, _clock);

    private sealed class MovableClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;
    }
}
