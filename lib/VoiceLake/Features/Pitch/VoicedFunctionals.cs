namespace VoiceLake.Features.Pitch;

/// <summary>What sums up F0 over a clip, and how much of it is voiced.</summary>
/// <remarks>Holds working memory: one instance a thread.</remarks>
internal sealed class VoicedFunctionals
{
    private readonly Functionals _functionals = new();

    /// <summary>The columns that <see cref="Write"/> fills.</summary>
    public static IReadOnlyList<FeatureDefinition> Define(FeatureDefinition frame) => Functionals.Define(frame);

    /// <summary>The columns that <see cref="WriteVoiced"/> fills.</summary>
    /// <param name="frame">F0, without a value where unvoiced.</param>
    /// <param name="share">The name of the last column.</param>
    /// <param name="whyNull">When there is no frame at all.</param>
    public static IReadOnlyList<FeatureDefinition> DefineVoiced(FeatureDefinition frame, string share, string whyNull)
        => [.. Functionals.Define(frame), frame with { Name = share, Unit = "1", Formula = $"frames with a value over all frames: {frame.Formula}", WhyNull = whyNull }];

    /// <summary>Sums up the values of a clip's frames.</summary>
    public void Write(ReadOnlySpan<float> frequencies, double hop, ref FeatureWriter writer) => _functionals.Write(frequencies, hop, ref writer);

    /// <summary>Sums up the values of a clip's frames, and adds the share of the frames that have one.</summary>
    public void WriteVoiced(ReadOnlySpan<float> frequencies, double hop, ref FeatureWriter writer)
    {
        _functionals.Write(frequencies, hop, ref writer);
        var voiced = 0.0;
        foreach (var frequency in frequencies)
        {
            voiced += float.IsNaN(frequency) ? 0 : 1;
        }

        writer.Write(voiced / frequencies.Length);
    }
}
