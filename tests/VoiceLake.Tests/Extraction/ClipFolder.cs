using VoiceLake.Extraction;
using VoiceLake.Tests.Audio;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Extraction;

/// <summary>A folder with a folder <c>in</c> of clips, of which tables are made.</summary>
internal sealed class ClipFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string In => PathOf("in");

    public string PathOf(params string[] parts) => _folder.PathOf(parts);

    public void Dispose() => _folder.Dispose();

    /// <summary>A clip of 3,000 samples at 16 kHz.</summary>
    public void Write(string path, int seed = 1) => Write(path, WavFile.Mono16(Sound(seed)).ToArray());

    public void Write(string path, byte[] file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllBytes(PathOf(path), file);
    }

    public static short[] Sound(int seed) => [.. Enumerable.Range(0, 3_000).Select(n => (short)(9_000 * Math.Sin(n * (0.05 + (0.01 * seed)))))];

    public Task<ExtractionReport> RunAsync(params string[] sets) => RunAsync([In], sets);

    public Task<ExtractionReport> RunAsync(IReadOnlyList<string> inputs, IReadOnlyList<string> sets, string output = "out.csv", IProgress<ExtractionProgress>? progress = null)
        => FeatureExtraction.RunAsync(inputs, PathOf(output), new() { Sets = sets }, progress, TestContext.Current.CancellationToken);

    public IEnumerable<string> Clips(string output = "out.csv") => File.ReadLines(PathOf(output)).Skip(1).Select(line => line.Split(',')[0]);
}
