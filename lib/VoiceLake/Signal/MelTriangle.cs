namespace VoiceLake.Signal;

/// <summary>The form of a mel filter; the field has three.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
public enum MelTriangle
{
    /// <summary>Straight lines over Hz and an area of 1, as Slaney's and librosa's.</summary>
    UnitArea,

    /// <summary>Straight lines over Hz and a height of 1: librosa's without a norm.</summary>
    UnitHeight,

    /// <summary>Straight lines over mel and a height of 1, as HTK's, Kaldi's and openSMILE's.</summary>
    UnitHeightOverMel,
}
