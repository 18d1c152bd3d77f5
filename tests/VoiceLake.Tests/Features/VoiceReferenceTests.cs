using System.Globalization;
using VoiceLake.Audio;
using VoiceLake.Features;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Features;

public class VoiceReferenceTests(ITestOutputHelper output)
{
    private const double Relative = 1e-6;

    [Fact]
    public void Every_column_of_the_ten_clips_agrees()
        => ShouldAgree("reference/seewave20.csv", file => Decode(SharedMaterial.Require(Path.Combine("data/clips", file))));

    [Fact]
    public void Every_column_of_the_thirty_clips_of_the_archives_agrees()
    {
        var clips = VoxForgeClips.Load();
        ShouldAgree("reference/seewave20_voxforge.csv", file => clips[file["voxforge/".Length..^4].Replace("/wav/", "/", StringComparison.Ordinal)]);
    }

    private void ShouldAgree(string reference, Func<string, float[]> clip)
    {
        var lines = File.ReadAllLines(SharedMaterial.Require(reference));
        var columns = lines[0].Replace("sp.ent", "sp_ent", StringComparison.Ordinal).Split(',');
        var extractor = new VoiceExtractor();
        var worst = new double[extractor.Features.Count];
        foreach (var cells in lines[1..].Select(line => line.Split(',')))
        {
            extractor.Push(clip(cells[0]));
            var values = extractor.Finish().Values;
            for (var feature = 0; feature < values.Length; feature++)
            {
                var name = extractor.Features.Names[feature];
                var expected = double.Parse(cells[Array.IndexOf(columns, name)], CultureInfo.InvariantCulture);
                values[feature].ShouldBe(expected, Relative * Math.Abs(expected), $"{name} of {cells[0]}");
                worst[feature] = Math.Max(worst[feature], expected == 0 ? 0 : Math.Abs((values[feature] / expected) - 1));
            }
        }

        foreach (var (name, error) in extractor.Features.Names.Zip(worst))
        {
            output.WriteLine($"{name,-10} {error:0.0e+00}");
        }
    }

    private static float[] Decode(string path) => AudioDecoder.Decode(File.ReadAllBytes(path), path).Channels[0];
}
