using VoiceLake.Features;

namespace VoiceLake.Tests.Features.Egemaps;

public class EgemapsReferenceTests(ITestOutputHelper output)
{
    [Fact]
    public void Eighty_functionals_agree_within_two_percent_on_every_clip()
    {
        var reference = EgemapsReference.Load();
        var extractor = new EgemapsExtractor();
        extractor.Features.Names.ShouldBe(reference.Names);
        var worst = new (double Error, string Where)[reference.Names.Count];
        foreach (var (clip, expected) in reference.Rows)
        {
            extractor.Push(EgemapsReference.Samples(clip));
            var values = extractor.Finish().Values;
            for (var column = 0; column < worst.Length; column++)
            {
                var error = Math.Abs(values[column] - expected[column]) / (expected[column] == 0 ? 1 : Math.Abs(expected[column]));
                worst[column] = error > worst[column].Error ? (error, $"{clip}: {values[column]:g7} for {expected[column]:g7}") : worst[column];
            }
        }

        foreach (var (name, (error, where)) in reference.Names.Zip(worst).OrderByDescending(pair => pair.Second.Error))
        {
            output.WriteLine($"{name,-48} {error,9:0.0e+00}  {where}");
        }

        worst.Count(column => column.Error <= 0.02).ShouldBeGreaterThanOrEqualTo(80);

        // What does not rest on linear prediction, where the reference's own values are rounding, agrees far better.
        reference.Names.Zip(worst).Where(column => !RestsOnFormants(column.First)).ShouldAllBe(column => column.Second.Error < 1e-4);
    }

    [Fact]
    public void Every_descriptor_agrees_frame_by_frame()
    {
        var extractor = new EgemapsExtractor();
        var errors = new SortedDictionary<string, List<double>>(StringComparer.Ordinal);
        foreach (var (clip, _) in EgemapsReference.Load().Rows)
        {
            var (names, expected) = EgemapsReference.Frames(clip);
            extractor.FrameFeatures[0].Names.ShouldBe(names);
            extractor.Push(EgemapsReference.Samples(clip));
            var frames = extractor.Finish(FeatureOutput.Frames).Frames.Single();
            frames.Count.ShouldBe(expected.Length, clip);
            for (var column = 0; column < names.Count; column++)
            {
                for (var frame = 0; frame < frames.Count; frame++)
                {
                    var (found, wanted) = (frames[frame][column], expected[frame][column]);
                    (found == 0 || RestsOnFormants(names[column])).ShouldBe(wanted == 0 || RestsOnFormants(names[column]), $"{clip} frame {frame} {names[column]}: {found} for {wanted}");
                    errors.TryAdd(names[column], []);
                    errors[names[column]].Add(Math.Abs(found - wanted) / Math.Max(1e-3, Math.Abs(wanted)));
                }
            }
        }

        foreach (var (name, all) in errors)
        {
            all.Sort();
            output.WriteLine($"{name,-30} median {all[all.Count / 2]:0.0e+00}, 99 % {all[all.Count * 99 / 100]:0.0e+00}, worst {all[^1]:0.0e+00}");
            (RestsOnFormants(name) ? all[all.Count * 9 / 10] : all[all.Count * 99 / 100]).ShouldBeLessThan(RestsOnFormants(name) ? 1e-2 : 1e-4, name);
        }
    }

    private static bool RestsOnFormants(string name) => name[0] == 'F' && char.IsAsciiDigit(name[1]) && name[1] != '0' || name.Contains("A3", StringComparison.Ordinal);
}
