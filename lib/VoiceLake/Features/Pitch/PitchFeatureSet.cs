namespace VoiceLake.Features.Pitch;

/// <summary>The columns of the pitch set: those of its frames, and those that sum up a clip.</summary>
internal static class PitchFeatureSet
{
    private const string Notebook = "03-gold-features";
    private const string Yin = "de Cheveigné and Kawahara, JASA 111 (2002); librosa 0.11";
    private const string Pyin = "Mauch and Dixon, ICASSP 2014; librosa 0.11";
    private const string Praat = "Boersma, IFA Proceedings 17 (1993); Praat 6.3";
    private const string NoFrame = "the clip is shorter than three periods of the lowest F0";

    /// <summary>The columns of the frames of YIN and pYIN, those of Praat's frames, or both; without those of methods that are not wanted.</summary>
    public static IReadOnlyList<FeatureSet> Frames(PitchOptions options)
    {
        FeatureDefinition[] centred = [.. YinFrames(options), .. PyinFrames(options)];
        FeatureDefinition[] praat = [.. PraatFrames(options)];
        var sets = new List<FeatureSet>();
        if (centred.Length > 0)
        {
            sets.Add(new FeatureSet("pitch-frames/1" + Suffix(options), centred));
        }

        if (praat.Length > 0)
        {
            sets.Add(new FeatureSet("praat-frames/1" + Suffix(options), praat));
        }

        return sets;
    }

    /// <summary>The columns of a clip.</summary>
    public static FeatureSet Clip(PitchOptions options)
    {
        return new FeatureSet("pitch/1" + Suffix(options),
        [
            .. YinFrames(options).Take(1).SelectMany(VoicedFunctionals.Define),
            .. PyinFrames(options).Take(1).SelectMany(frame => VoicedFunctionals.DefineVoiced(frame, "pyin_voiced_share", "never")),
            .. PraatFrames(options).Take(1).SelectMany(frame => VoicedFunctionals.DefineVoiced(frame, "praat_voiced_share", NoFrame)),
        ]);
    }

    private static IEnumerable<FeatureDefinition> YinFrames(PitchOptions options)
    {
        if (options.Methods.HasFlag(PitchMethods.Yin))
        {
            yield return new("yin_f0", "Hz", $"{options.SampleRate} / period; the period is the first lag in [⌊fs/{options.Ceiling}⌋, ⌈fs/{options.Floor}⌉] where d′ has a trough below {options.TroughThreshold}, else the lag of its minimum, refined by a parabola; {Difference(options)}", Yin, Notebook, "never");
        }
    }

    private static IEnumerable<FeatureDefinition> PyinFrames(PitchOptions options)
    {
        if (!options.Methods.HasFlag(PitchMethods.Pyin))
        {
            yield break;
        }

        var model = $"troughs of d′ weighed by 100 thresholds of Beta(2, 18) and Boltzmann(2), no-trough 0.01; {Difference(options)}";
        yield return new("pyin_f0", "Hz", $"bin of 10 cents from {options.Floor} to {options.Ceiling} Hz on the Viterbi path through the candidates (triangular transitions up to 35.92 octaves a second, switch 0.01): {model}", Pyin, Notebook, "the path is unvoiced here");
        yield return new("pyin_voiced", "1", $"1 where the path of pyin_f0 is voiced, else 0: {model}", Pyin, Notebook, "never");
        yield return new("pyin_voiced_probability", "1", $"sum of the candidates' probabilities, at most 1: {model}", Pyin, Notebook, "never");
    }

    private static IEnumerable<FeatureDefinition> PraatFrames(PitchOptions options)
    {
        if (!options.Methods.HasFlag(PitchMethods.Praat))
        {
            yield break;
        }

        var model = FormattableString.Invariant($"maxima of the autocorrelation of three periods of {options.Floor} Hz under a Hann window over that of the window, sinc-interpolated; path by silence {options.SilenceThreshold}, voicing {options.VoicingThreshold}, octave {options.OctaveCost}, octave jump {options.OctaveJumpCost}, voiced/unvoiced {options.VoicedUnvoicedCost}, ceiling {options.Ceiling} Hz, {options.Candidates} candidates");
        yield return new("praat_f0", "Hz", $"1 / lag of the maximum on the cheapest path: {model}", Praat, Notebook, "the path is unvoiced here");
        yield return new("praat_strength", "1", $"height of the maximum on the cheapest path, 0 where unvoiced: {model}", Praat, Notebook, "never");
    }

    private static string Difference(PitchOptions options)
        => $"d′(k) = k·d(k) / Σ d(1…k), d(k) = 2·(a(0) − a(k)) − Σ x[n]² for n < k, a the autocorrelation of the {options.FrameLength} samples x around every {options.Hop}th, zeros beyond the clip";

    private static string Suffix(PitchOptions options)
    {
        var defaults = new PitchOptions { Methods = options.Methods };
        return options == defaults
            ? ""
            : FormattableString.Invariant($" at {options.SampleRate} Hz, F0 {options.Floor} to {options.Ceiling} Hz, {options.FrameLength} samples by {options.Hop}, trough {options.TroughThreshold}, step {options.PraatStep} s, {options.Candidates} candidates, costs {options.SilenceThreshold} {options.VoicingThreshold} {options.OctaveCost} {options.OctaveJumpCost} {options.VoicedUnvoicedCost}");
    }
}
