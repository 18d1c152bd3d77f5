using CsCheck;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Lake;

public sealed class TableRoundTripTests : IDisposable
{
    private static readonly Gen<string> Text = Gen.OneOf(Gen.String, Gen.String[Gen.Char["a,\"\r\n äé語 \t"], 0, 12]).Where(IsText);

    private static readonly Gen<DateTimeOffset> Moment = Gen.Long[-9_000_000_000_000_000, 9_000_000_000_000_000].Select(microseconds => DateTimeOffset.UnixEpoch.AddTicks(microseconds * 10));

    private static readonly Gen<Thing> Things =
        from id in Gen.Int
        from name in Text
        from note in Gen.Null(Text)
        from small in Gen.Nullable(Gen.Int)
        from large in Gen.Long
        from half in Gen.Float
        from twice in Gen.Double
        from twiceOrNot in Gen.Nullable(Gen.Double)
        from flag in Gen.Bool
        from samples in Gen.Byte.Array[0, 50]
        from at in Moment
        from atOrNot in Gen.Nullable(Moment)
        from day in Gen.Int[0, 3_652_058].Select(DateOnly.FromDayNumber)
        from words in Text.Array[0, 4]
        from counts in Gen.Null(Gen.Int.Array[0, 4])
        from means in Gen.Null(Gen.Double.Array[0, 4])
        select new Thing(
            id, name, note, small, large, large ^ id, half, flag ? half : null, twice, twiceOrNot, flag, flag ? null : flag, samples, flag ? samples : null, at, atOrNot, day, flag ? day : null, words, flag ? words : null, counts,
            flag ? [half] : null, means);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Any_records_come_back_as_they_went_in() => await Things.Array[0, 20].SampleAsync(
        async things =>
        {
            var table = DataLake.Open(_folder.Path).Table($"silver.t{Guid.NewGuid():N}");
            await table.OverwriteAsync(things, cancellationToken: Cancel);
            var read = await table.ReadAsync<Thing>(cancellationToken: Cancel).ToListAsync(Cancel);
            return read.Select(Exact).SequenceEqual(things.Select(Exact));
        },
        iter: 60);

    [Fact]
    public async Task Any_rows_pass_through_a_data_frame_but_for_missing_vectors_which_become_empty() => await Things.Array[0, 10].SampleAsync(
        async things =>
        {
            var lake = DataLake.Open(_folder.Path);
            var table = lake.Table($"silver.t{Guid.NewGuid():N}");
            var copy = lake.Table($"gold.t{Guid.NewGuid():N}");
            await table.OverwriteAsync(things, cancellationToken: Cancel);
            await copy.OverwriteAsync(await table.ReadFrameAsync(cancellationToken: Cancel), cancellationToken: Cancel);
            var read = await copy.ReadAsync<Thing>(cancellationToken: Cancel).ToListAsync(Cancel);
            return read.Select(Exact).SequenceEqual(things.Select(thing => Exact(thing with
            {
                SamplesOrNot = thing.SamplesOrNot ?? [],
                WordsOrNot = thing.WordsOrNot ?? [],
                Counts = thing.Counts ?? [],
                Frame = thing.Frame ?? [],
                Means = thing.Means ?? [],
            })));
        },
        iter: 40);

    [Fact]
    public async Task Any_rows_written_as_CSV_read_back_to_the_same_fields() => await Things.Array[0, 10].SampleAsync(
        async things =>
        {
            var table = DataLake.Open(_folder.Path).Table($"silver.t{Guid.NewGuid():N}");
            await table.OverwriteAsync(things, cancellationToken: Cancel);
            await using var csv = new StringWriter();
            var schema = (await table.FindSnapshotAsync(cancellationToken: Cancel))!.Schema;
            await TableCsv.WriteAsync(csv, schema, table.ReadBatchesAsync(cancellationToken: Cancel), cancellationToken: Cancel);
            var fields = Rfc4180(csv.ToString());
            fields.Count.ShouldBe(things.Length + 1);
            for (var row = 0; row < things.Length; row++)
            {
                fields[row + 1].Count.ShouldBe(schema.Columns.Count);
                fields[row + 1][schema.IndexOf("name")].ShouldBe(things[row].Name);
                double.Parse(fields[row + 1][schema.IndexOf("twice")]!, System.Globalization.CultureInfo.InvariantCulture).ShouldBe(things[row].Twice);
                fields[row + 1][schema.IndexOf("note")].ShouldBe(things[row].Note);
                fields[row + 1][schema.IndexOf("samples")].ShouldBe(Convert.ToBase64String(things[row].Samples));
            }
        },
        iter: 40);

    [Fact]
    public async Task Any_filter_finds_exactly_its_rows_however_files_are_cut() => await Gen.Select(Text.Array[1, 30], Gen.Int[1, 10]).SampleAsync(
        async (names, perFile) =>
        {
            var table = DataLake.Open(_folder.Path).Table($"silver.t{Guid.NewGuid():N}");
            foreach (var part in names.Select((name, i) => new Named(name, i)).Chunk(perFile))
            {
                await table.AppendAsync(part, cancellationToken: Cancel);
            }

            var wanted = names[0];
            var found = await table.ReadAsync<Named>(new TableReadOptions { Where = TableFilter.In("name", [wanted]) }, Cancel).ToListAsync(Cancel);
            found.Select(row => row.Number).ShouldBe(names.Select((name, i) => (name, i)).Where(row => row.name == wanted).Select(row => row.i));
            var commit = await table.ReplaceAsync(TableFilter.In("name", [wanted]), [new Named("new", -1)], cancellationToken: Cancel);
            commit.RowsRemoved.ShouldBe(found.Count);
            (await table.ReadAsync<Named>(cancellationToken: Cancel).CountAsync(Cancel)).ShouldBe(names.Length - found.Count + 1);
        },
        iter: 30);

    // JSON writes no NaN, and texts must compare by their units.
    private static string Exact(Thing thing) => Thing.Text(thing with
    {
        Half = 0,
        HalfOrNot = null,
        Twice = 0,
        TwiceOrNot = null,
        Frame = null,
        Means = null,
    }) + string.Join(';', ((float[])[thing.Half, thing.HalfOrNot ?? -1, .. thing.Frame ?? []]).Select(value => BitConverter.SingleToInt32Bits(value)))
        + string.Join(';', ((double[])[thing.Twice, thing.TwiceOrNot ?? -1, .. thing.Means ?? []]).Select(value => BitConverter.DoubleToInt64Bits(value)));

    private static bool IsText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    // The smallest reader after the RFC's grammar; null for an empty field without quotes.
    private static List<List<string?>> Rfc4180(string csv)
    {
        List<List<string?>> rows = [];
        for (var at = 0; at < csv.Length;)
        {
            List<string?> row = [];
            for (var more = true; more;)
            {
                var field = new System.Text.StringBuilder();
                var quoted = csv[at] == '"';
                if (quoted)
                {
                    for (at++; csv[at] != '"' || (at + 1 < csv.Length && csv[at + 1] == '"'); at++)
                    {
                        at += csv[at] == '"' ? 1 : 0;
                        field.Append(csv[at]);
                    }

                    at++;
                }
                else
                {
                    for (; csv[at] is not (',' or '\r'); at++)
                    {
                        field.Append(csv[at]);
                    }
                }

                row.Add(quoted || field.Length > 0 ? field.ToString() : null);
                more = csv[at] == ',';
                at += more ? 1 : 2;
            }

            rows.Add(row);
        }

        return rows;
    }

    private sealed record Named(string Name, int Number);
}
