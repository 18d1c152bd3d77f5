namespace VoiceLake.Features;

/// <summary>The features of one window of a clip.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
/// <param name="Window">From 0.</param>
/// <param name="StartSample">Where it begins in the clip.</param>
/// <param name="Samples">How many real samples it holds.</param>
/// <param name="Features">In the order of the feature set; NaN where a feature has no value.</param>
public sealed record ClipWindow(int Window, int StartSample, int Samples, double[] Features);
