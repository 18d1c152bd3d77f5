using VoiceLake.Audio;
using VoiceLake.Lake;

namespace VoiceLake.Extraction.Internals;

/// <summary>Turns one clip after another into rows. Holds working memory: one instance a thread.</summary>
internal abstract class ClipWork
{
    /// <summary>Hz that every set takes.</summary>
    public const int UsualSampleRate = 16_000;

    private readonly float[] _samples = new float[1 << 14];

    /// <summary>The tables that it fills.</summary>
    public abstract IReadOnlyList<ClipTable> Tables { get; }

    /// <summary>The work that some options ask for.</summary>
    public static ClipWork Create(ExtractionOptions options)
        => options.Sets[0] == ExtractionOptions.WindowSet ? new WindowWork() : options.Frames ? new FrameWork(options.Sets) : new RowWork(options.Sets);

    /// <summary>The rows of a clip, some at a time, for each of <see cref="Tables"/>.</summary>
    public abstract IReadOnlyList<IEnumerable<TableBatch>> Compute(string clip, AudioReader audio, CancellationToken cancellationToken);

    /// <summary>A clip whose sample rate is not taken.</summary>
    /// <param name="refusing">The sets that do not take it.</param>
    /// <param name="all">The sets that were asked for.</param>
    /// <param name="sampleRate">In Hz.</param>
    protected static ExtractionException Refused(IReadOnlyList<string> refusing, IReadOnlyList<string> all, int sampleRate)
    {
        var leave = refusing.Count < all.Count ? $"leave {string.Join(" and ", refusing)} out, or " : "";
        return new ExtractionException($"{string.Join(" and ", refusing)} cannot be computed at {sampleRate} Hz: {leave}resample the file, for instance to {UsualSampleRate} Hz with sox or ffmpeg.");
    }

    /// <summary>The next samples of a clip, mixed to mono; none at its end.</summary>
    protected ReadOnlySpan<float> Read(AudioReader audio, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _samples.AsSpan(0, audio.Read(_samples));
    }
}
