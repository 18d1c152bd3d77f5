namespace VoiceLake.Audio;

/// <summary>The low-pass filter of a <see cref="Resampler"/>.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public sealed record ResamplerOptions
{
    /// <summary>Up to where the spectrum is kept, as a share of the lower of the two Nyquist frequencies. Default: 0.9375, which is 7.5 kHz at 16 kHz.</summary>
    public double PassbandEdge { get; init; } = 0.9375;

    /// <summary>From where on nothing is left, as a share of the lower Nyquist frequency. Default: 1, so that nothing folds back.</summary>
    public double StopbandEdge { get; init; } = 1;

    /// <summary>How far the stopband lies below the passband, in dB. Default: 110, below the −98 dB of 16-bit rounding noise.</summary>
    public double StopbandAttenuationDb { get; init; } = 110;

    internal void Validate()
    {
        string[] mistakes =
        [
            .. PassbandEdge is > 0 and < 1 ? [] : new[] { $"PassbandEdge must lie between 0 and 1, but is {PassbandEdge}." },
            .. StopbandEdge - PassbandEdge is >= 0.01 and <= 1 ? [] : new[] { $"StopbandEdge must lie 0.01 to 1 above PassbandEdge, but is {StopbandEdge}." },
            .. StopbandAttenuationDb is >= 50 and <= 140 ? [] : new[] { $"StopbandAttenuationDb must lie between 50 and 140, but is {StopbandAttenuationDb}." },
        ];
        if (mistakes.Length > 0)
        {
            throw new ArgumentException(string.Join(" ", mistakes));
        }
    }
}
