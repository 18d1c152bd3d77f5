using System.Globalization;

namespace VoiceLake.Features.Kaldi;

/// <summary>The columns of Kaldi's features.</summary>
internal static class KaldiFeatureSet
{
    private const string Kaldi = "Kaldi, as torchaudio.compliance.kaldi without dither";

    /// <summary>The columns of the frames.</summary>
    public static FeatureSet Frames(KaldiOptions options)
    {
        string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        string Bands(int bands) => Text($"ln of at least 1.19e-7 of the energy in {bands} triangular bands, evenly spaced and straight on HTK's mel scale from {options.LowestFrequency} to {options.Top} Hz, of |FFT|² ({options.FftLength} points, zero-padded at the end) of frames of {options.FrameMilliseconds} ms every {options.HopMilliseconds} ms, whole ones only, of samples in 16-bit units, mean removed, pre-emphasis {options.PreEmphasis}, Povey window");
        var mfcc = Text($"{(options.Lifter > 0 ? $"(1 + {options.Lifter / 2}·sin(πk/{options.Lifter}))·" : "")}coefficient k of the orthonormal DCT-II of ") + Bands(options.MelBands);
        var delta = Text($"Σ n·(x[t+n] − x[t−n]) / (2·Σ n²), n to {options.DeltaWidth / 2}, first and last frame repeated, of ");
        var deltas = options.Families.HasFlag(KaldiFamilies.Deltas);
        return new FeatureSet("kaldi-frames/1" + Suffix(options),
        [
            .. options.Families.HasFlag(KaldiFamilies.Mfcc) ? Family("kaldi_mfcc", options.Coefficients, mfcc) : [],
            .. deltas ? Family("kaldi_mfcc_delta", options.Coefficients, delta + mfcc) : [],
            .. deltas ? Family("kaldi_mfcc_delta2", options.Coefficients, delta + "that of " + mfcc) : [],
            .. options.Families.HasFlag(KaldiFamilies.FilterBank) ? Family("kaldi_fbank", options.FilterBankBands, Bands(options.FilterBankBands)) : [],
        ]);
    }

    /// <summary>The columns of a clip: what sums up each column of its frames.</summary>
    public static FeatureSet Clip(KaldiOptions options)
        => new("kaldi/1" + Suffix(options), [.. Frames(options).Definitions.SelectMany(Functionals.Define)]);

    private static string Suffix(KaldiOptions options) => options == new KaldiOptions() ? "" : $" {options}";

    private static IEnumerable<FeatureDefinition> Family(string name, int columns, string formula)
        => Enumerable.Range(0, columns).Select(column => new FeatureDefinition(
            string.Create(CultureInfo.InvariantCulture, $"{name}_{column}"), "1", formula, Kaldi, "03-gold-features", "never; a clip shorter than a frame has no frames"));
}
