namespace VoiceLake.Features;

/// <summary>What one feature column holds.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
/// <param name="Name">The column's name.</param>
/// <param name="Unit">Hz, dB, nats…; <c>1</c> for a ratio or a count.</param>
/// <param name="Formula">How it is computed.</param>
/// <param name="Source">Where the definition comes from.</param>
/// <param name="Notebook">The notebook that teaches it.</param>
/// <param name="WhyNull">When the cell has no value, and why; <c>never</c> where it always has one for finite samples.</param>
public sealed record FeatureDefinition(string Name, string Unit, string Formula, string Source, string Notebook, string WhyNull);
