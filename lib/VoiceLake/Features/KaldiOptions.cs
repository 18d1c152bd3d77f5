using System.Numerics;

namespace VoiceLake.Features;

/// <summary>How Kaldi's features are computed; the defaults are those of torchaudio.compliance.kaldi and of Kaldi without dither.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
public sealed record KaldiOptions
{
    /// <summary>Samples a second of the clips; 16,000 by default.</summary>
    public int SampleRate { get; init; } = 16_000;

    /// <summary>What is computed; coefficients and filter bank by default.</summary>
    public KaldiFamilies Families { get; init; } = KaldiFamilies.Mfcc | KaldiFamilies.FilterBank;

    /// <summary>Milliseconds of a frame; 25 by default.</summary>
    public double FrameMilliseconds { get; init; } = 25;

    /// <summary>Milliseconds from one frame to the next; 10 by default.</summary>
    public double HopMilliseconds { get; init; } = 10;

    /// <summary>Coefficients of a frame; 13 by default.</summary>
    public int Coefficients { get; init; } = 13;

    /// <summary>Mel bands under the coefficients; 23 by default.</summary>
    public int MelBands { get; init; } = 23;

    /// <summary>Mel bands of the filter bank; 23 by default.</summary>
    public int FilterBankBands { get; init; } = 23;

    /// <summary>Where the mel bands begin, in Hz; 20 by default.</summary>
    public double LowestFrequency { get; init; } = 20;

    /// <summary>Where the mel bands end, in Hz; half the sample rate by default.</summary>
    public double? HighestFrequency { get; init; }

    /// <summary>How much of the sample before is taken from each; 0.97 by default.</summary>
    public double PreEmphasis { get; init; } = 0.97;

    /// <summary>The coefficients are lifted by 1 + Q/2·sin(πk/Q); Q is 22 by default, 0 lifts none.</summary>
    public double Lifter { get; init; } = 22;

    /// <summary>Frames that a difference over time rests on; 5 by default.</summary>
    public int DeltaWidth { get; init; } = 5;

    /// <summary>Samples of a frame.</summary>
    internal int FrameLength => (int)(SampleRate * FrameMilliseconds * 0.001);

    /// <summary>Samples from one frame to the next.</summary>
    internal int Hop => (int)(SampleRate * HopMilliseconds * 0.001);

    /// <summary>Points of the transform.</summary>
    internal int FftLength => (int)BitOperations.RoundUpToPowerOf2((uint)FrameLength);

    internal double Top => HighestFrequency ?? SampleRate / 2.0;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">One or more cannot be met; the message names them all.</exception>
    public void Validate()
    {
        var mistakes = Mistakes();
        if (mistakes.Count > 0)
        {
            throw new ArgumentException($"Kaldi options: {string.Join("; ", mistakes)}.");
        }
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

        Require(SampleRate is >= 1_000 and <= 1_000_000, $"{nameof(SampleRate)} is {SampleRate} Hz, but must be 1,000 to 1,000,000");
        Require(Families != KaldiFamilies.None, $"{nameof(Families)} is {Families}, but must name one or more");
        Require(!Families.HasFlag(KaldiFamilies.Deltas) || Families.HasFlag(KaldiFamilies.Mfcc), $"{nameof(Families)} is {Families}: deltas are those of the coefficients, so {KaldiFamilies.Mfcc} must be there too");
        Require(FrameMilliseconds is > 0 and <= 1_000 && FrameLength >= 2, $"{nameof(FrameMilliseconds)} is {FrameMilliseconds}, but must be 2 samples to 1,000 ms");
        Require(HopMilliseconds is > 0 and <= 10_000 && Hop >= 1, $"{nameof(HopMilliseconds)} is {HopMilliseconds}, but must be 1 sample to 10,000 ms");
        Require(MelBands is >= 4 and <= 512, $"{nameof(MelBands)} is {MelBands}, but must be 4 to 512");
        Require(FilterBankBands is >= 4 and <= 512, $"{nameof(FilterBankBands)} is {FilterBankBands}, but must be 4 to 512");
        Require(Coefficients >= 1 && Coefficients <= MelBands, $"{nameof(Coefficients)} is {Coefficients}, but must be 1 to {nameof(MelBands)}");
        Require(LowestFrequency >= 0 && LowestFrequency < Top && Top <= SampleRate / 2.0, $"{nameof(LowestFrequency)} is {LowestFrequency} Hz and {nameof(HighestFrequency)} {Top} Hz, but they must rise from 0 to half the sample rate");
        Require(PreEmphasis is >= 0 and <= 1, $"{nameof(PreEmphasis)} is {PreEmphasis}, but must be 0 to 1");
        Require(Lifter >= 0 && double.IsFinite(Lifter), $"{nameof(Lifter)} is {Lifter}, but must be 0 or more");
        Require(DeltaWidth is >= 3 and <= 99 && DeltaWidth % 2 == 1, $"{nameof(DeltaWidth)} is {DeltaWidth}, but must be an odd number from 3 to 99");
        return mistakes;
    }
}
