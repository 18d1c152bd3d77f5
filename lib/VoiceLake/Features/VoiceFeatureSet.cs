using System.Globalization;

namespace VoiceLake.Features;

/// <summary>The 20 columns of voice.csv, and the two tracks that eight of them sum up.</summary>
internal static class VoiceFeatureSet
{
    private const string Notebook = "03-gold-features";
    private const string Source = "seewave 2.2.4";
    private const string NoSpectrum = "the clip is silent, or too short for two bins up to 0.28 kHz";
    private const string NoPitch = "no frame has a fundamental frequency: the clip is silent, constant or shorter than a frame";
    private const string NoPeak = "no frame has a dominant frequency: the clip is silent or shorter than a frame";
    private const string Shares = "p = S/ΣS, S the magnitudes of one FFT of the whole clip (its first 20 s), symmetric Hann, from 0 to 0.28 kHz";

    /// <summary>Names and explains the columns of a clip.</summary>
    public static FeatureSet Create(VoiceOptions options) => new("voice20/1" + Suffix(options),
    [
        Spectral("meanfreq", "kHz", "Σ p·f"),
        Spectral("sd", "kHz", "√Σ p·(f − meanfreq)²"),
        Spectral("median", "kHz", "first f whose cumulated p exceeds 0.5"),
        Spectral("Q25", "kHz", "first f whose cumulated p exceeds 0.25"),
        Spectral("Q75", "kHz", "first f whose cumulated p exceeds 0.75"),
        Spectral("IQR", "kHz", "Q75 − Q25"),
        Spectral("skew", "1", "Σ(p − p̄)³ / (L − 1) / s³, s the standard deviation (ddof 1) of the L values p", NoSpectrum + ", or all p are equal"),
        Spectral("kurt", "1", "Σ(p − p̄)⁴ / (L − 1) / s⁴, s the standard deviation (ddof 1) of the L values p", NoSpectrum + ", or all p are equal"),
        Spectral("sp_ent", "1", "−Σ p·ln p / ln L, zeros counting as 1e-7"),
        Spectral("sfm", "1", "geometric over arithmetic mean of p, zeros counting as 1e-5, every round(L/256)-th value only where L exceeds 4,000"),
        Spectral("mode", "kHz", "f of the largest p"),
        Spectral("centroid", "kHz", "Σ p·f, as meanfreq"),
        Track("meanfun", "arithmetic mean of fund over the frames", NoPitch),
        Track("minfun", "smallest fund of the frames", NoPitch),
        Track("maxfun", "largest fund of the frames", NoPitch),
        Track("meandom", "arithmetic mean of dfreq over the frames", NoPeak),
        Track("mindom", "smallest dfreq of the frames", NoPeak),
        Track("maxdom", "largest dfreq of the frames", NoPeak),
        Track("dfrange", "maxdom − mindom", NoPeak),
        Track("modindx", "mean |dfreq − dfreq of the next frame| / dfrange; 0 where dfrange is 0", NoPeak + ", or no two neighbours have one", "1"),
    ]);

    /// <summary>Names and explains the frames: one grid half overlapping, one without overlap.</summary>
    public static IReadOnlyList<FeatureSet> CreateFrames(VoiceOptions options) =>
    [
        new("voice20-fund-frames/1" + Suffix(options), [Track(
            "fund",
            $"rate / lag of the largest value of the cepstrum Re IFFT(ln |FFT|) of {options.FrameLength} samples, half overlapping, unwindowed, lags from rate div {VoiceOptions.HighestHertz} to half a frame; samples up to {Percent(options)} of the clip's largest magnitude count as 1e-6 of a 16-bit step",
            "the frame is silent or constant, or the cepstrum is largest at its first lag")]),
        new("voice20-dfreq-frames/1" + Suffix(options), [Track(
            "dfreq",
            $"frequency of the largest magnitude of the FFT of {options.FrameLength} samples, no overlap, symmetric Hann, below min(22, ⌈rate/2000⌉ − 1) kHz; samples up to {Percent(options)} of the clip's largest magnitude count as 0",
            "the frame is silent")]),
    ];

    private static FeatureDefinition Spectral(string name, string unit, string formula, string whyNull = NoSpectrum)
        => new(name, unit, $"{formula}; {Shares}", Source, Notebook, whyNull);

    private static FeatureDefinition Track(string name, string formula, string whyNull, string unit = "kHz")
        => new(name, unit, formula, Source, Notebook, whyNull);

    private static string Percent(VoiceOptions options) => options.Threshold.ToString(CultureInfo.InvariantCulture) + " %";

    private static string Suffix(VoiceOptions options)
        => options == new VoiceOptions() ? "" : $" at {options.SampleRate} Hz, {options.Seconds} s, frames of {options.FrameLength}, {Percent(options)}";
}
