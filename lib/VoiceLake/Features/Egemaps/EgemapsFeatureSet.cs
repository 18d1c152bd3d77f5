namespace VoiceLake.Features.Egemaps;

/// <summary>The columns of eGeMAPSv02: 25 of a frame, 88 of a clip.</summary>
internal static class EgemapsFeatureSet
{
    private const string Notebook = "03-gold-features";
    private const string Source = "Eyben et al. 2016; openSMILE 3.0, eGeMAPSv02";
    private const string TooShort = "the clip is shorter than 60 ms";

    private const string Of20 = "of 20 ms (Hamming, zero-padded to a power of two)";
    private const string Of60 = "of 60 ms (Gauss, σ 0.4 of half its length, zero-padded to a power of two)";
    private const string Smooth = ", averaged over three frames";
    private const string SmoothVoiced = ", averaged over those of three frames that are not zero";

    /// <summary>Descriptors in the order of the frames' columns; the row names loudness in small letters.</summary>
    private static readonly (string Name, string Unit, string Formula)[] Base =
    [
        ("Loudness", "1", "Mean over 26 mel bands (20 Hz to 8 kHz) of (power · equal-loudness weight)^0.33 " + Of20),
        ("alphaRatio", "dB", "10 log₁₀ of power from 1 to 5 kHz over power below 1 kHz " + Of20),
        ("hammarbergIndex", "dB", "10 log₁₀ of the strongest power below 2 kHz over the strongest from 2 to 5 kHz " + Of20),
        ("slope0-500", "dB/Hz", "slope (n Σfp − Σf Σp) / (n Σf² − (Σf)²) of the power p in dB against f in Hz from 0 to 500 Hz, n one less than the bins, " + Of20),
        ("slope500-1500", "dB/Hz", "slope (n Σfp − Σf Σp) / (n Σf² − (Σf)²) of the power p in dB against f in Hz from 500 to 1,500 Hz, n one less than the bins, " + Of20),
        ("spectralFlux", "1", "root mean square over the bins below 5 kHz of the change of the magnitude from the frame before " + Of20),
        .. Enumerable.Range(1, 4).Select(index => ($"mfcc{index}", "1", $"coefficient {index} of the DCT-II of the natural logarithm of 26 mel bands (20 Hz to 8 kHz, 16-bit scale, at least 1), times 1 + 11 sin(π·{index}/22), " + Of20)),
        ("F0semitoneFrom27.5Hz", "semitones", "12 log₂(F0 / 27.5 Hz), F0 from 55 to 1,000 Hz by subharmonic summation (15 harmonics, 0.85) and the cheapest path through six candidates a frame, 0 if unvoiced, " + Of60),
        ("jitterLocal", "1", "mean change from one period to the next over the mean period, by the correlation of neighbouring periods in the waveform, 0 if unvoiced"),
        ("shimmerLocaldB", "dB", "20 log₁₀(1 + mean change of the peak-to-peak amplitude from one period to the next over its mean), 0 if unvoiced"),
        ("HNRdBACF", "dB", "10 log₁₀ r(T)/(r(0) − r(T)) with the autocorrelation r at the period T, 0 if unvoiced, " + Of60),
        ("logRelF0-H1-H2", "dB", "20 log₁₀ of the peak at twice F0 over that at three times F0, 0 if unvoiced, " + Of60),
        ("logRelF0-H1-A3", "dB", "20 log₁₀ of the peak at twice F0 over the strongest harmonic within 20 % of F3, 0 if unvoiced, " + Of60),
        .. Enumerable.Range(1, 3).SelectMany(index => new[]
        {
            ($"F{index}frequency", "Hz", $"formant {index} by linear prediction of order 11 at 11 kHz, 0 if there is none, " + Of20),
            ($"F{index}bandwidth", "Hz", $"bandwidth of formant {index} by linear prediction of order 11 at 11 kHz, 0 if there is none, " + Of20),
            ($"F{index}amplitudeLogRelF0", "dB", $"20 log₁₀ of the strongest harmonic within 20 % of formant {index} over the peak at F0, −201 if unvoiced, " + Of60),
        }),
    ];

    /// <summary>The columns of the frames.</summary>
    public static FeatureSet Frames(EgemapsOptions options) => new(
        "egemaps-frames/1" + Suffix(options),
        [.. Base.Select((descriptor, index) => new FeatureDefinition(
            Column(descriptor.Name + (Descriptors.IsOfVoice(index) ? "_sma3nz" : "_sma3")),
            descriptor.Unit,
            descriptor.Formula + (Descriptors.IsOfVoice(index) ? SmoothVoiced : Smooth),
            Source,
            Notebook,
            "never"))]);

    /// <summary>The columns of the clip.</summary>
    public static FeatureSet Row(EgemapsOptions options) => new("egemaps/1" + Suffix(options),
    [
        .. Full(Descriptors.Pitch, "F0semitoneFrom27.5Hz_sma3nz", " over the voiced frames"),
        .. Full(Descriptors.Loudness, "loudness_sma3", " over all frames"),
        .. Range(Descriptors.Flux, Descriptors.Pitch).SelectMany(index => Moments(index, $"{Base[index].Name}_sma3", " over all frames")),
        .. Range(Descriptors.Jitter, Descriptors.Count).SelectMany(index => Moments(index, $"{Base[index].Name}_sma3nz", Base[index].Name.Contains("amplitude", StringComparison.Ordinal) ? " over all frames" : " over the voiced frames")),
        .. Range(Descriptors.AlphaRatio, Descriptors.Pitch).SelectMany(index => Moments(index, Part(Base[index].Name, "V"), " over the voiced frames")),
        .. Range(Descriptors.AlphaRatio, Descriptors.Flux + 1).Select(index => Define(Part(Base[index].Name, "UV") + "_amean", Base[index].Unit, "arithmetic mean over the unvoiced frames: " + Base[index].Formula)),
        Define("loudnessPeaksPerSec", "1/s", "peaks of the loudness that rise by a tenth of its range or more, a second"),
        Define("VoicedSegmentsPerSec", "1/s", "stretches of three or more voiced frames, a second"),
        Define("MeanVoicedSegmentLengthSec", "s", "mean length of the stretches of voiced frames, each without its last frame"),
        Define("StddevVoicedSegmentLengthSec", "s", "standard deviation, ddof 0, of the lengths of the stretches of voiced frames"),
        Define("MeanUnvoicedSegmentLength", "s", "mean length of the stretches of three or more unvoiced frames, each without its last frame"),
        Define("StddevUnvoicedSegmentLength", "s", "standard deviation, ddof 0, of the lengths of the stretches of unvoiced frames"),
        Define("equivalentSoundLevel_dBp", "dB", "10 log₁₀ of the mean square of the samples, averaged over frames of 20 ms, at least −120"),
    ]);

    private static IEnumerable<FeatureDefinition> Full(int descriptor, string name, string over)
    {
        var (unit, formula) = (Base[descriptor].Unit, over + ": " + Base[descriptor].Formula);
        return
        [
            .. Moments(descriptor, name, over),
            Define(name + "_percentile20.0", unit, "20th percentile, linear," + formula),
            Define(name + "_percentile50.0", unit, "median" + formula),
            Define(name + "_percentile80.0", unit, "80th percentile, linear," + formula),
            Define(name + "_pctlrange0-2", unit, "80th − 20th percentile" + formula),
            Define(name + "_meanRisingSlope", unit + "/s", "mean slope from valleys to the next peaks" + formula),
            Define(name + "_stddevRisingSlope", unit + "/s", "standard deviation, ddof 0, of the slopes from valleys to the next peaks" + formula),
            Define(name + "_meanFallingSlope", unit + "/s", "mean slope, as a positive number, from peaks to the next valleys" + formula),
            Define(name + "_stddevFallingSlope", unit + "/s", "standard deviation, ddof 0, of the slopes from peaks to the next valleys" + formula),
        ];
    }

    private static FeatureDefinition[] Moments(int descriptor, string name, string over) =>
    [
        Define(name + "_amean", Base[descriptor].Unit, $"arithmetic mean{over}: {Base[descriptor].Formula}"),
        Define(name + "_stddevNorm", "1", $"standard deviation, ddof 0, over the arithmetic mean{over}: {Base[descriptor].Formula}"),
    ];

    private static FeatureDefinition Define(string name, string unit, string formula) => new(Column(name), unit, formula, Source, Notebook, TooShort);

    /// <summary>slope0-500 of a part of the frames is slopeV0-500; others have the part at their end.</summary>
    private static string Part(string name, string part)
        => (name.StartsWith("slope", StringComparison.Ordinal) ? "slope" + part + name["slope".Length..] : name + part) + "_sma3nz";

    private static IEnumerable<int> Range(int from, int to) => Enumerable.Range(from, to - from);

    private static string Column(string name) => name.Replace('.', '_');

    private static string Suffix(EgemapsOptions options) => options == new EgemapsOptions() ? "" : $" at {options.SampleRate} Hz";
}
