using VoiceLake.Features.Librosa;
using VoiceLake.Signal;

namespace VoiceLake.Features;

/// <summary>How librosa's features are computed; the defaults are those of librosa 0.11.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
public sealed record LibrosaOptions
{
    private const int LongestFft = 1 << 16;

    /// <summary>Samples a second of the clips; 16,000 by default.</summary>
    public int SampleRate { get; init; } = 16_000;

    /// <summary>What is computed; all by default.</summary>
    public LibrosaFamilies Families { get; init; } = LibrosaFamilies.All;

    /// <summary>Samples of a frame and points of its transform (n_fft), a power of two; 2,048 by default.</summary>
    public int FftLength { get; init; } = 2_048;

    /// <summary>Samples under the Hann window (win_length), in the middle of the frame; all of them by default.</summary>
    public int? WindowLength { get; init; }

    /// <summary>Samples from one frame to the next (hop_length); 512 by default.</summary>
    public int Hop { get; init; } = 512;

    /// <summary>Mel bands (n_mels); 128 by default.</summary>
    public int MelBands { get; init; } = 128;

    /// <summary>Where mel bands are evenly spaced; <see cref="VoiceLake.Signal.MelScale.Slaney"/> by default (htk=False).</summary>
    public MelScale MelScale { get; init; } = MelScale.Slaney;

    /// <summary>The form of a mel band; of unit area by default (norm='slaney').</summary>
    public MelTriangle MelTriangle { get; init; } = MelTriangle.UnitArea;

    /// <summary>Coefficients of a frame (n_mfcc); 20 by default.</summary>
    public int Coefficients { get; init; } = 20;

    /// <summary>Frames that a derivative rests on (width), an odd number; 9 by default.</summary>
    public int DeltaWidth { get; init; } = 9;

    /// <summary>How far chroma and tonnetz are tuned from A440, in semitones from −0.5 to 0.5; estimated from the clip by default.</summary>
    public double? Tuning { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">One or more cannot be met; the message names them all.</exception>
    public void Validate()
    {
        var mistakes = Mistakes();
        if (mistakes.Count > 0)
        {
            throw new ArgumentException($"librosa options: {string.Join("; ", mistakes)}.");
        }
    }

    /// <summary>Factors of a frame's samples: the window in its middle, zeros around.</summary>
    internal double[] Window()
    {
        var (window, frame) = (WindowFunction.Hann(WindowLength ?? FftLength), new double[FftLength]);
        window.CopyTo(frame, (FftLength - window.Length) / 2);
        return frame;
    }

    internal IReadOnlyList<string> Mistakes()
    {
        var mistakes = new List<string>();
        void Require(bool met, string mistake)
        {
            if (!met)
            {
                mistakes.Add(mistake);
            }
        }

        var mfcc = Families.HasFlag(LibrosaFamilies.Mfcc);
        var goodFft = FftLength is >= 16 and <= LongestFft && int.IsPow2(FftLength);
        Require(SampleRate is >= 1_000 and <= 1_000_000, $"{nameof(SampleRate)} is {SampleRate} Hz, but must be 1,000 to 1,000,000");
        Require((Families & LibrosaFamilies.All) != 0, $"{nameof(Families)} is {Families}, but must name one or more");
        Require(!Families.HasFlag(LibrosaFamilies.Deltas) || mfcc, $"{nameof(Families)} is {Families}: deltas are those of the coefficients, so {LibrosaFamilies.Mfcc} must be there too");
        Require(goodFft, $"{nameof(FftLength)} is {FftLength}, but must be a power of two from 16 to {LongestFft}");
        Require(WindowLength is null || (WindowLength >= 1 && WindowLength <= FftLength), $"{nameof(WindowLength)} is {WindowLength}, but must be 1 to {nameof(FftLength)}");
        Require(Hop is >= 1 and <= 1_000_000, $"{nameof(Hop)} is {Hop}, but must be 1 to 1,000,000");
        Require(MelBands is >= 1 and <= 1_024, $"{nameof(MelBands)} is {MelBands}, but must be 1 to 1,024");
        Require(Coefficients >= 1 && Coefficients <= MelBands, $"{nameof(Coefficients)} is {Coefficients}, but must be 1 to {nameof(MelBands)}");
        Require(DeltaWidth is >= 3 and <= 99 && DeltaWidth % 2 == 1, $"{nameof(DeltaWidth)} is {DeltaWidth}, but must be an odd number from 3 to 99");
        Require(Tuning is null or (>= -0.5 and <= 0.5), $"{nameof(Tuning)} is {Tuning}, but must be −0.5 to 0.5 semitones");
        Require(!goodFft || !Families.HasFlag(LibrosaFamilies.Contrast) || ContrastFamily.Fits(SampleRate, FftLength), $"{nameof(FftLength)} is {FftLength}, so short at {SampleRate} Hz that a band of {LibrosaFamilies.Contrast} has no bin: take a longer one, or leave that family out");
        Require(!Families.HasFlag(LibrosaFamilies.Tonnetz) || Hop < 1 || ConstantQPlan.Of(this).Longest <= ConstantQPlan.LongestFrame, $"{nameof(Hop)} is {Hop}, which is halved too rarely for {LibrosaFamilies.Tonnetz} at {SampleRate} Hz: take a multiple of 64, or leave that family out");
        return mistakes;
    }
}
