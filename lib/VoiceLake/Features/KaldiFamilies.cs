namespace VoiceLake.Features;

/// <summary>What of Kaldi's features is computed.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
[Flags]
public enum KaldiFamilies
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Mel-frequency cepstral coefficients.</summary>
    Mfcc = 1,

    /// <summary>First and second differences of the coefficients over time.</summary>
    Deltas = 2,

    /// <summary>The logarithm of the energy in mel bands.</summary>
    FilterBank = 4,
}
