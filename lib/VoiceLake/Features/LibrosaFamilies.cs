namespace VoiceLake.Features;

/// <summary>What of librosa's features is computed.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
[Flags]
public enum LibrosaFamilies
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Mel bands in dB.</summary>
    Mel = 1,

    /// <summary>Mel-frequency cepstral coefficients.</summary>
    Mfcc = 2,

    /// <summary>First and second derivatives of the coefficients over time.</summary>
    Deltas = 4,

    /// <summary>The strength of the twelve pitch classes.</summary>
    Chroma = 8,

    /// <summary>Peak over valley in octave bands.</summary>
    Contrast = 16,

    /// <summary>Where the energy of the spectrum lies: centroid, bandwidth, rolloff, flatness.</summary>
    Shape = 32,

    /// <summary>What the waveform shows: zero-crossing rate and root mean square.</summary>
    Wave = 64,

    /// <summary>Where the pitch classes lie on the circles of fifths, minor and major thirds.</summary>
    Tonnetz = 128,

    /// <summary>All of them.</summary>
    All = Mel | Mfcc | Deltas | Chroma | Contrast | Tonnetz | Shape | Wave,
}
