using VoiceLake.Features;

namespace VoiceLake.Tests.Features;

public class WindowReferenceTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_feature_of_every_reference_window_agrees()
    {
        var reference = WindowReference.Load();
        var extractor = new WindowFeatureExtractor();
        extractor.Features.Names.ShouldBe(reference.Names);
        var computed = VoxForgeClips.Load()
            .SelectMany(clip => extractor.ExtractClip(clip.Value).Select(window => (Clip: clip.Key, Value: window)))
            .ToDictionary(row => (row.Clip, row.Value.Window), row => row.Value);
        computed.Count.ShouldBe(reference.Rows.Count);

        var worst = new double[reference.Names.Count];
        foreach (var row in reference.Rows)
        {
            var window = computed[(row.Clip, row.Window)];
            (window.StartSample, window.Samples).ShouldBe((row.StartSample, row.Samples));
            WindowTolerance.Differences(reference.Names, row, window.Features).ShouldBeEmpty();
            for (var feature = 0; feature < worst.Length; feature++)
            {
                var error = Math.Abs(window.Features[feature] - row.Features[feature]);
                worst[feature] = Math.Max(worst[feature], row.Features[feature] == 0 ? error : error / Math.Abs(row.Features[feature]));
            }
        }

        foreach (var (name, error) in reference.Names.Zip(worst))
        {
            output.WriteLine($"{name,-28} {error:0.0e+00}");
        }
    }
}
