namespace VoiceLake.Features;

/// <summary>What a feature set says of one clip.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
/// <param name="Values">In the order of the set's columns; NaN where a feature has no value.</param>
/// <param name="Frames">One table a grid of frames; empty unless they were asked for.</param>
public sealed record ClipFeatures(double[] Values, IReadOnlyList<FrameTable> Frames);
