using VoiceLake.Features;
using VoiceLake.Signal;

namespace VoiceLake.Tests.Features;

public class FrameStoreTests
{
    private const int Columns = 11;
    private const int Width = 2 * Columns;

    private static readonly FeatureSet Names = new("test/1", [.. Enumerable.Range(0, Width).Select(column => new FeatureDefinition($"c_{column}", "1", "any", "none", "03-gold-features", "never"))]);

    // A piece holds 512 frames.
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(516)]
    [InlineData(520)]
    [InlineData(1025)]
    [InlineData(2000)]
    public void Where_frames_stand_makes_no_difference_to_filter_columns_and_table(int count)
    {
        var (random, store) = (new Random(count), new FrameStore(Width));
        var values = Enumerable.Range(0, count * Columns).Select(_ => random.NextSingle()).ToArray();

        // The second clip finds what the first one left.
        for (var clip = 0; clip < 2; clip++)
        {
            foreach (var filter in new[] { DeltaFilter.SavitzkyGolay(), DeltaFilter.Regression() })
            {
                Fill(store, values, count);
                store.Filter(filter, 0, Columns, Columns);
                var expected = new float[values.Length];
                filter.Apply(values, Columns, expected);
                var column = new float[count];
                store.Column(Width - 1, column);
                column.ShouldBe(Enumerable.Range(0, count).Select(frame => expected[(frame * Columns) + Columns - 1]));
                var table = store.ToTable(Names, 0, 1);
                table.Count.ShouldBe(count);
                store.Count.ShouldBe(0);
                for (var frame = 0; frame < count; frame++)
                {
                    table[frame].ToArray().ShouldBe([.. values.AsSpan(frame * Columns, Columns), .. expected.AsSpan(frame * Columns, Columns)]);
                }
            }
        }
    }

    [Fact]
    public void A_table_keeps_its_values_when_the_store_takes_another_clip()
    {
        var store = new FrameStore(Width);
        Fill(store, [.. Enumerable.Repeat(1f, 600 * Columns)], 600);
        store.Filter(DeltaFilter.Regression(), 0, Columns, Columns);
        var table = store.ToTable(Names, 0, 1);
        Fill(store, [.. Enumerable.Repeat(2f, 600 * Columns)], 600);
        table.Column("c_0").ShouldAllBe(value => value == 1);
    }

    private static void Fill(FrameStore store, float[] values, int count)
    {
        for (var frame = 0; frame < count; frame += BatchFft.Lanes)
        {
            store.Add(Math.Min(BatchFft.Lanes, count - frame));
        }

        for (var frame = 0; frame < count; frame++)
        {
            values.AsSpan(frame * Columns, Columns).CopyTo(store[frame]);
        }
    }
}
