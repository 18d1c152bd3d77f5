using VoiceLake.Audio;
using VoiceLake.Features;

namespace VoiceLake.Benchmarks.SideBySide.Works;

/// <summary>Something that is done with one audio file, decoding included, in buffers of its own: one a thread.</summary>
internal abstract class ClipWork
{
    // A second at 16 kHz.
    private const int BlockSamples = 16_000;

    private readonly float[] _block = new float[BlockSamples];

    /// <summary>Does it and gives the bytes of the result.</summary>
    public abstract long Run(string path);

    /// <summary>Hands the samples of a file on, block by block.</summary>
    protected void Read(AudioReader reader, Action<ReadOnlySpan<float>> take)
    {
        for (int count; (count = reader.Read(_block)) > 0;)
        {
            take(_block.AsSpan(0, count));
        }
    }
}

/// <summary>Decoding alone.</summary>
internal sealed class DecodeWork : ClipWork
{
    private static readonly Action<ReadOnlySpan<float>> Nothing = _ => { };

    public override long Run(string path)
    {
        using var reader = AudioReader.Open(path);
        Read(reader, Nothing);
        return 0;
    }
}

/// <summary>A feature set that is computed as the samples come.</summary>
internal sealed class FeatureWork(FeatureExtractor extractor, FeatureOutput output) : ClipWork
{
    public override long Run(string path)
    {
        using var reader = AudioReader.Open(path);
        if (reader.Length is { } length)
        {
            extractor.Expect(length);
        }

        Read(reader, extractor.Push);
        var (values, frames) = extractor.Finish(output);
        return (values.Length * sizeof(double)) + frames.Sum(table => (long)table.Count * table.Features.Count * sizeof(float));
    }
}

/// <summary>The features of windows, as they fill.</summary>
internal sealed class WindowWork : ClipWork
{
    private readonly StreamedWindows _windows = new(new WindowFeatureExtractor());

    public override long Run(string path)
    {
        using var reader = AudioReader.Open(path);
        var bytes = 0L;
        Read(reader, samples => bytes += Bytes(_windows.Push(samples)));
        return bytes + Bytes(_windows.Finish());
    }

    private static long Bytes(IReadOnlyList<ClipWindow> windows) => windows.Sum(window => (long)window.Features.Length * sizeof(double));
}
