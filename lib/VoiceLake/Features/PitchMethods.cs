namespace VoiceLake.Features;

/// <summary>Ways to find the fundamental frequency of a voice.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
[Flags]
public enum PitchMethods
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>YIN: an F0 for every frame, voiced or not.</summary>
    Yin = 1,

    /// <summary>Probabilistic YIN: F0, voicing and its probability by the likeliest path through the candidates.</summary>
    Pyin = 2,

    /// <summary>Praat's autocorrelation: F0 and its strength by the cheapest path through the candidates.</summary>
    Praat = 4,

    /// <summary>All of them.</summary>
    All = Yin | Pyin | Praat,
}
