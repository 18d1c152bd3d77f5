namespace VoiceLake.Signal;

/// <summary>A scale on which equal steps sound alike; the field has two.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
public sealed class MelScale
{
    private const double HertzPerMel = 200.0 / 3;
    private const double BreakHertz = 1000;
    private const double BreakMel = BreakHertz / HertzPerMel;
    private const double HtkHertz = 700;
    private const double HtkMel = 1127;
    private static readonly double LogStep = Math.Log(6.4) / 27;
    private readonly Func<double, double> _fromHertz;
    private readonly Func<double, double> _toHertz;
    private readonly string _name;

    private MelScale(string name, Func<double, double> fromHertz, Func<double, double> toHertz) => (_name, _fromHertz, _toHertz) = (name, fromHertz, toHertz);

    /// <summary>Linear below 1 kHz, logarithmic above; librosa's default.</summary>
    /// <remarks>Source: Slaney, Auditory Toolbox, technical report 1998-010.</remarks>
    public static MelScale Slaney { get; } = new(
        "Slaney",
        hertz => hertz < BreakHertz ? hertz / HertzPerMel : BreakMel + (Math.Log(hertz / BreakHertz) / LogStep),
        mel => mel < BreakMel ? mel * HertzPerMel : BreakHertz * Math.Exp(LogStep * (mel - BreakMel)));

    /// <summary>1127·ln(1 + f/700), as HTK, Kaldi and openSMILE have it.</summary>
    /// <remarks>Source: Young et al., The HTK Book, section 5.4.</remarks>
    public static MelScale Htk { get; } = new("HTK", hertz => HtkMel * Math.Log(1 + (hertz / HtkHertz)), mel => HtkHertz * (Math.Exp(mel / HtkMel) - 1));

    /// <summary>Mel of a frequency in Hz.</summary>
    public double FromHertz(double hertz) => _fromHertz(hertz);

    /// <summary>Frequency in Hz of a mel value.</summary>
    public double ToHertz(double mel) => _toHertz(mel);

    /// <summary>The scale's name.</summary>
    public override string ToString() => _name;
}
