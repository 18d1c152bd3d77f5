namespace VoiceLake.Gold;

/// <summary>The mean and spread of one feature over the windows of the training speakers, as a row of <c>gold.scaler</c>.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
/// <param name="Feature">The feature's column in <c>gold.windows</c>.</param>
/// <param name="Mean">Arithmetic mean of the values there are; null where there are none.</param>
/// <param name="Std">Their standard deviation, ddof 0; null where there are none, 0 where all are equal.</param>
/// <param name="N">How many windows have a value.</param>
/// <param name="Nulls">How many have none; they are ignored, never filled.</param>
public sealed record FeatureScale(string Feature, double? Mean, double? Std, long N, long Nulls);
