using System.Numerics;

namespace VoiceLake.Features.Egemaps;

/// <summary>Frames of one length, the first beginning with the clip; what is left at its end makes no frame.</summary>
internal sealed record FrameGrid
{
    public FrameGrid(int sampleRate, double seconds)
    {
        SampleRate = sampleRate;
        Length = (int)Math.Round(seconds * sampleRate);
        Hop = (int)Math.Round(HopSeconds * sampleRate);
        FftLength = (int)BitOperations.RoundUpToPowerOf2((uint)Length);
    }

    public const double HopSeconds = 0.01;

    public int SampleRate { get; }

    /// <summary>Samples of a frame.</summary>
    public int Length { get; }

    /// <summary>Samples from one frame to the next.</summary>
    public int Hop { get; }

    /// <summary>Samples of a frame with the zeros on both sides of it.</summary>
    public int FftLength { get; }

    public int Bins => (FftLength / 2) + 1;

    /// <summary>Hz from one bin to the next.</summary>
    public double BinWidth => (double)SampleRate / FftLength;

    /// <summary>How many whole frames so many samples hold.</summary>
    public int Frames(long samples) => samples < Length ? 0 : checked((int)((samples - Length) / Hop) + 1);

    public long Start(int frame) => (long)frame * Hop;
}
