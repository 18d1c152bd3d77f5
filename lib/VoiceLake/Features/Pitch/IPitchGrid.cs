namespace VoiceLake.Features.Pitch;

/// <summary>The methods that share one grid of frames.</summary>
internal interface IPitchGrid
{
    /// <summary>Takes the next samples of a clip.</summary>
    /// <param name="samples">All finite.</param>
    /// <param name="total">How many the clip will have, where that is known.</param>
    void Take(ReadOnlySpan<float> samples, long? total);

    /// <summary>Ends the clip.</summary>
    /// <param name="samples">How many it had.</param>
    void Complete(long samples);

    /// <summary>Sums up the clip that has ended.</summary>
    void Write(ref FeatureWriter writer);

    /// <summary>The frames of the clip that has ended.</summary>
    FrameTable ToTable(FeatureSet features);

    /// <summary>Forgets the clip.</summary>
    void Clear();
}
