namespace VoiceLake.Signal;

/// <summary>Slaney's mel scale: linear below 1 kHz, logarithmic above.</summary>
/// <remarks>Source: Slaney, Auditory Toolbox, technical report 1998-010. Notebook: 03-gold-features</remarks>
public static class MelScale
{
    private const double HertzPerMel = 200.0 / 3;
    private const double BreakHertz = 1000;
    private const double BreakMel = BreakHertz / HertzPerMel;
    private static readonly double LogStep = Math.Log(6.4) / 27;

    /// <summary>Mel of a frequency in Hz.</summary>
    public static double FromHertz(double hertz)
        => hertz < BreakHertz ? hertz / HertzPerMel : BreakMel + (Math.Log(hertz / BreakHertz) / LogStep);

    /// <summary>Frequency in Hz of a mel value.</summary>
    public static double ToHertz(double mel)
        => mel < BreakMel ? mel * HertzPerMel : BreakHertz * Math.Exp(LogStep * (mel - BreakMel));
}
