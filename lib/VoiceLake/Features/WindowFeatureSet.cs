namespace VoiceLake.Features;

/// <summary>The 81 window features, column by column.</summary>
internal static class WindowFeatureSet
{
    private const string Notebook = "03-gold-features";
    private const string Never = "never";
    private const string NoSamples = "the window holds no sample";
    private const string Constant = "all values are equal: the spread that the moment is divided by is zero";

    private const string Spectrum = "of the magnitude S of one FFT of the window, zero-padded at its end, periodic Hann, not centred";
    private const string Librosa = "librosa 0.11";

    /// <summary>The statistics of each band vector, in column order.</summary>
    public static IReadOnlyList<string> Statistics { get; } =
        ["mean", "median", "mode", "mode_cnt", "min", "max", "range", "var", "std", "first_quart", "third_quart", "inter_quart_range", "entropy", "kurt", "skew"];

    /// <summary>Names and explains every column.</summary>
    public static FeatureSet Create(WindowOptions options)
    {
        var defaults = new WindowOptions();
        var suffix = options == defaults ? "" : $" at {options.SampleRate} Hz, {options.Length} samples by {options.Hop}";
        return new FeatureSet("window81/1" + suffix,
        [
            .. Amplitude(),
            .. Shape(),
            .. Bands("mel_spec", "power", "of the 90 mel bands (Slaney scale and norm) of S²", NeverOrSilent("all bands are zero (digital silence)")),
            .. Bands("mel_spec_db", "dB", "of the 90 mel bands of S² in dB against their maximum, cut at −80 dB", NeverOrSilent("all bands are equal (digital silence)")),
            .. Bands("mfcc", "1", "of the first 90 coefficients of the orthonormal DCT-II of 128 mel bands of S² in dB (reference 1, top 80)", "coefficients of both signs: divided by their sum they are no distribution, and the entropy is −∞"),
            .. Bands("spec_cont", "dB", "of the spectral contrast in 7 bands (octaves from 200 Hz, quantile 0.02)", NeverOrSilent("all bands are zero (digital silence)")),
        ]);
    }

    private static string NeverOrSilent(string silence) => $"{silence}: the vector divided by its sum is 0/0";

    private static IEnumerable<FeatureDefinition> Amplitude()
    {
        const string Of = "of the window's real samples";
        const string Full = "full scale";
        FeatureDefinition Define(string name, string unit, string formula, string whyNull = NoSamples, string source = "numpy")
            => new("amp_" + name, unit, $"{formula} {Of}", source, Notebook, whyNull);
        return
        [
            Define("kurt", "1", "bias-corrected excess kurtosis G₂", $"{Constant}, or there are fewer than 4 samples", "scipy.stats"),
            Define("skew", "1", "bias-corrected skewness G₁", $"{Constant}, or there are fewer than 3 samples", "scipy.stats"),
            Define("entropy", "bits", "Shannon entropy, base 2, of the histogram of distinct values"),
            Define("mean", Full, "arithmetic mean"),
            Define("median", Full, "median"),
            Define("mode", Full, "most frequent value, the smallest where several are,"),
            Define("min", Full, "smallest value"),
            Define("max", Full, "largest value"),
            Define("var", "full scale²", "variance, ddof 1,", "the window holds fewer than 2 samples"),
            Define("stddev", Full, "standard deviation, ddof 1,", "the window holds fewer than 2 samples"),
            Define("first_quart", Full, "first quartile, linear,"),
            Define("third_quart", Full, "third quartile, linear,"),
            Define("range", Full, "max − min"),
            Define("inter_quart_range", Full, "third − first quartile"),
        ];
    }

    private static IEnumerable<FeatureDefinition> Shape()
    {
        FeatureDefinition Define(string name, string unit, string formula) => new(name, unit, $"{formula} {Spectrum}", Librosa, Notebook, Never);
        return
        [
            new("zcr", "1", "changes of sign over the zero-padded window, zero counting as positive, divided by its length", Librosa, Notebook, Never),
            Define("poly_feat_1", "1/Hz", "slope of the least-squares line through S against Hz,"),
            Define("poly_feat_2", "1", "intercept of the least-squares line through S against Hz,"),
            Define("spec_cent", "Hz", "centroid Σ f·S / Σ S (0 in digital silence)"),
            Define("spec_bw", "Hz", "bandwidth √(Σ S·(f − centroid)² / Σ S) (0 in digital silence)"),
            Define("spec_flat", "1", "geometric over arithmetic mean of S², at least 1e-10 each,"),
            Define("spec_roll", "Hz", "lowest frequency that holds 0.85 of Σ S (0 in digital silence)"),
        ];
    }

    private static IEnumerable<FeatureDefinition> Bands(string family, string unit, string vector, string noEntropy)
    {
        FeatureDefinition Define(string name, string unit, string formula, string whyNull = Never)
            => new($"{family}_{name}", unit, $"{formula} {vector}", name is "entropy" or "kurt" or "skew" or "mode" or "mode_cnt" ? Librosa + ", scipy.stats" : Librosa + ", numpy", Notebook, whyNull);
        string[] formulas =
        [
            "arithmetic mean", "median", "most frequent value, the smallest where several are,", "how often the mode occurs among the values", "smallest", "largest",
            "max − min", "variance, ddof 0,", "standard deviation, ddof 0,", "first quartile, linear,", "third quartile, linear,", "third − first quartile",
            "entropy in nats of the shares p = v / Σ v", "biased excess kurtosis m₄/m₂² − 3", "biased skewness m₃/m₂^1.5",
        ];
        return Statistics.Zip(formulas, (name, formula) => name switch
        {
            "mode_cnt" => Define(name, "1", formula),
            "var" => Define(name, unit == "1" ? "1" : unit + "²", formula),
            "entropy" => Define(name, "nats", formula, noEntropy),
            "kurt" or "skew" => Define(name, "1", formula, Constant),
            _ => Define(name, unit, formula),
        });
    }
}
