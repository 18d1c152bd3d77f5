using VoiceLake.Features;

namespace VoiceLake.Tests.Features;

public class WindowReferenceTests(ITestOutputHelper output)
{
    private const double Relative = 1e-4;
    private const double Absolute = 1e-6;

    [Fact]
    public void Every_feature_of_every_reference_window_agrees()
    {
        var reference = WindowReference.Load();
        var clips = VoxForgeClips.Load();
        var extractor = new WindowFeatureExtractor();
        extractor.Features.Names.ShouldBe(reference.Names);
        var computed = clips.SelectMany(clip => extractor.ExtractClip(clip.Value).Select(window => (Clip: clip.Key, Value: window)))
            .ToDictionary(row => (row.Clip, row.Value.Window), row => row.Value);
        computed.Count.ShouldBe(reference.Rows.Count);

        var worst = new double[reference.Names.Count];
        var wrong = new List<string>();
        foreach (var row in reference.Rows)
        {
            var window = computed[(row.Clip, row.Window)];
            (window.StartSample, window.Samples).ShouldBe((row.StartSample, row.Samples));
            for (var feature = 0; feature < worst.Length; feature++)
            {
                var (expected, actual) = (row.Features[feature], window.Features[feature]);
                if (double.IsNaN(expected) || double.IsNaN(actual) || reference.Names[feature].EndsWith("mode_cnt", StringComparison.Ordinal))
                {
                    if (!expected.Equals(actual))
                    {
                        wrong.Add($"{row.Clip} {row.Window} {reference.Names[feature]}: {actual} for {expected}");
                    }

                    continue;
                }

                var error = Math.Abs(actual - expected);
                worst[feature] = Math.Max(worst[feature], expected == 0 ? error : error / Math.Abs(expected));
                if (error > Math.Max(Absolute, Relative * Math.Abs(expected)))
                {
                    wrong.Add($"{row.Clip} {row.Window} {reference.Names[feature]}: {actual} for {expected}");
                }
            }
        }

        foreach (var (name, error) in reference.Names.Zip(worst))
        {
            output.WriteLine($"{name,-28} {error:0.0e+00}");
        }

        wrong.ShouldBeEmpty();
    }
}
