namespace VoiceLake.Features;

/// <summary>Computes one feature set of one clip after another, as its samples come in.</summary>
/// <remarks>
/// However a clip is cut into pushes, its features are the same bit for bit. Holds working memory: one instance a thread.
/// Notebook: 03-gold-features
/// </remarks>
public interface IFeatureExtractor
{
    /// <summary>The columns of the row that a clip gives.</summary>
    FeatureSet Features { get; }

    /// <summary>The columns of its frames, for each grid of frames in the order of <see cref="ClipFeatures.Frames"/>; empty where the set has none.</summary>
    IReadOnlyList<FeatureSet> FrameFeatures { get; }

    /// <summary>Takes the next samples of the clip.</summary>
    /// <param name="samples">Mono, in [−1, 1), at the sample rate that the extractor was made for.</param>
    void Push(ReadOnlySpan<float> samples);

    /// <summary>Ends the clip and gives its features; the next push begins another.</summary>
    /// <param name="withFrames">Whether the frames are wanted, too.</param>
    ClipFeatures Finish(bool withFrames = false);
}
