using System.Globalization;

namespace VoiceLake.Features.Librosa;

/// <summary>The columns of librosa's features.</summary>
internal static class LibrosaFeatureSet
{
    private const string Source = "librosa 0.11";
    private const string Notebook = "03-gold-features";
    private const string Never = "never";

    /// <summary>The columns of the frames.</summary>
    public static FeatureSet Frames(LibrosaOptions options) => new("librosa-frames/1" + Suffix(options), [.. Mel(options), .. Summed(options)]);

    /// <summary>The columns of a clip: what sums up each column of its frames but the mel bands.</summary>
    public static FeatureSet Clip(LibrosaOptions options) => new("librosa/1" + Suffix(options), [.. Summed(options).SelectMany(Functionals.Define)]);

    private static string Suffix(LibrosaOptions options) => options == new LibrosaOptions() ? "" : $" {options}";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Spectrum(LibrosaOptions options)
        => Text($"X of frames of {options.FftLength} samples centred on every {options.Hop}, zeros beyond both ends, under a periodic Hann window of {options.WindowLength ?? options.FftLength} samples");

    private static string MelFormula(LibrosaOptions options)
        => Text($"10·log10 of at least 1e-10 of |X|² in {options.MelBands} triangular bands ({options.MelTriangle}) evenly spaced on the {options.MelScale} mel scale from 0 to {options.SampleRate / 2.0} Hz, cut 80 dB below the clip's maximum; ") + Spectrum(options);

    private static IEnumerable<FeatureDefinition> Mel(LibrosaOptions options)
        => options.Families.HasFlag(LibrosaFamilies.Mel) ? Family("mel_db", options.MelBands, "dB", MelFormula(options)) : [];

    private static IEnumerable<FeatureDefinition> Summed(LibrosaOptions options)
    {
        var spectrum = Spectrum(options);
        var mfcc = "coefficient k of the orthonormal DCT-II of the mel bands in dB: " + MelFormula(options);
        string Delta(string name, string fit) => Text($"{name} of a {fit} fitted to {options.DeltaWidth} frames around each (Savitzky–Golay; the first and last {options.DeltaWidth / 2} share the fit of the nearest whole neighbourhood), per frame, of ") + mfcc;
        var tooFew = Text($"the clip has fewer than {options.DeltaWidth} frames");
        var tuning = options.Tuning is { } given ? Text($"{given}") : $"the most frequent deviation of the peaks of |X|² from 150 to 4,000 Hz, in hundredths, in the first {ChromaFamily.TunedFrames} frames";
        bool Has(LibrosaFamilies family) => options.Families.HasFlag(family);
        FeatureDefinition One(string name, string unit, string formula) => new(name, unit, formula, Source, Notebook, Never);
        return
        [
            .. Has(LibrosaFamilies.Mfcc) ? Family("mfcc", options.Coefficients, "1", mfcc) : [],
            .. Has(LibrosaFamilies.Deltas) ? Family("mfcc_delta", options.Coefficients, "1", Delta("slope", "line"), tooFew) : [],
            .. Has(LibrosaFamilies.Deltas) ? Family("mfcc_delta2", options.Coefficients, "1", Delta("second derivative", "parabola"), tooFew) : [],
            .. Has(LibrosaFamilies.Chroma) ? Family("chroma", ChromaBank.Classes, "1", $"|X|² around pitch class k, C first, over that of the strongest class (0 in silence), bells of half a semitone under a bell of two octaves around the fifth, tuned by {tuning} semitones; {spectrum}") : [],
            .. Has(LibrosaFamilies.Contrast) ? Family("contrast", ContrastFamily.Columns, "dB", $"10·log10 of the mean of the largest 2 % over that of the smallest 2 % of |X| (at least 1e-10, and cut 80 dB below its maximum over the clip) in band k: up to 200 Hz, then octaves, one bin below and all but the top bin, the last one to the end; {spectrum}", "the band would begin at or above half the sample rate") : [],
            .. Has(LibrosaFamilies.Tonnetz) ? Family("tonnetz", TonnetzFamily.Columns, "1", Tonnetz(options), "the transform reaches up to about 4,200 Hz, which is above half the sample rate") : [],
            .. Has(LibrosaFamilies.Shape) ? [
                One("centroid", "Hz", $"Σ f·|X| / Σ |X| (0 in silence); {spectrum}"),
                One("bandwidth", "Hz", $"√(Σ |X|·(f − centroid)² / Σ |X|) (0 in silence); {spectrum}"),
                One("rolloff", "Hz", $"lowest frequency up to which lies 0.85 of Σ |X| (0 in silence); {spectrum}"),
                One("flatness", "1", $"geometric over arithmetic mean of |X|², at least 1e-10 each; {spectrum}"),
            ] : (IEnumerable<FeatureDefinition>)[],
            .. Has(LibrosaFamilies.Wave) ? [
                One("zcr", "1", Text($"changes of sign in {options.FftLength} samples centred on every {options.Hop}, zero counting as positive, the first and last sample repeated beyond the ends, divided by {options.FftLength}")),
                One("rms", "full scale", Text($"root mean square of {options.FftLength} samples centred on every {options.Hop}, zeros beyond both ends")),
            ] : (IEnumerable<FeatureDefinition>)[],
        ];
    }

    private static string Tonnetz(LibrosaOptions options)
    {
        var tuning = options.Tuning is { } given ? Text($"{given} semitones") : Text($"the most frequent deviation of the peaks of |X| from 150 to 4,000 Hz from thirds of semitones, in hundredths of one, in the first {TonnetzFamily.TunedFrames(options)} frames");
        return Text($"Σ c·r·sin(π·s·p) for even k, Σ c·r·cos(π·s·p) for odd k, over the pitch classes p from C = 0; r = 1, 1, ½ and s = 7/6, 3/2, 2/3 for each two k; c is |Q| summed over 7 octaves from C1 and over three filters at and beside p, over its sum (all 0 in silence); Q is a constant-Q transform, 36 filters an octave, Hann windows of {ConstantQKernels.Cycles:0.00} periods centred on every {options.Hop} samples, of unit L1 norm times the root of their length, spectra without the smallest 1 %, the rate halved from octave to octave, tuned by {tuning}");
    }

    private static IEnumerable<FeatureDefinition> Family(string name, int columns, string unit, string formula, string whyNull = Never)
        => Enumerable.Range(0, columns).Select(column => new FeatureDefinition(string.Create(CultureInfo.InvariantCulture, $"{name}_{column}"), unit, formula, Source, Notebook, whyNull));
}
