using VoiceLake.Features;
using VoiceLake.Lake;
using VoiceLake.Tests.Features;

namespace VoiceLake.Tests.Gold;

public class GoldReferenceTests
{
    [Fact]
    public async Task Real_clips_come_out_of_the_lake_as_the_reference_has_them()
    {
        var reference = WindowReference.Load();
        using var gold = new GoldLake();
        var report = await gold.RunAsync(VoxForgeClips.Load().Select(clip =>
            SilverClips.FromPcm(clip.Key, clip.Key.Split('-')[0], "male", [.. clip.Value.Select(sample => (short)(sample * 32_768))])));
        report.Clips.Good.ShouldBe(30);
        report.WindowsWritten.ShouldBe(79);

        var expected = reference.Rows.ToDictionary(row => (row.Clip, row.Window));
        var read = new TableReadOptions { Columns = ["clip", "window", .. reference.Names] };
        var seen = 0;
        await foreach (var batch in gold.Lake.Table("gold.windows").ReadBatchesAsync(read, TestContext.Current.CancellationToken))
        {
            var (clip, window) = (batch.Column<string>("clip"), batch.Column<int>("window"));
            for (var row = 0; row < batch.RowCount; row++, seen++)
            {
                var values = reference.Names.Select(name => batch.Column<double?>(name)[row] ?? double.NaN).ToArray();
                WindowTolerance.Differences(reference.Names, expected[(clip[row], window[row])], values).ShouldBeEmpty();
            }
        }

        seen.ShouldBe(79);
    }
}
