using System.Collections.Concurrent;

namespace VoiceLake.Audio;

/// <summary>Changes the sample rate of mono audio with a polyphase windowed-sinc filter of linear phase and no delay.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public sealed class Resampler
{
    private const int CachedBanks = 32;

    private static readonly ConcurrentDictionary<(int From, int To, ResamplerOptions Options), PolyphaseBank> Banks = new();

    private readonly PolyphaseBank? _bank;
    private readonly int _step;
    private readonly int _phases;

    /// <summary>Designs the filter for a pair of rates, or takes it from the cache.</summary>
    /// <param name="sourceRate">Hz of what comes in.</param>
    /// <param name="targetRate">Hz of what goes out.</param>
    /// <param name="options">null takes the defaults.</param>
    /// <exception cref="ArgumentException">A rate is not positive, or an option is out of range.</exception>
    public Resampler(int sourceRate, int targetRate = 16_000, ResamplerOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sourceRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(targetRate);
        options ??= new ResamplerOptions();
        options.Validate();
        SourceRate = sourceRate;
        TargetRate = targetRate;
        var divisor = (int)System.Numerics.BigInteger.GreatestCommonDivisor(sourceRate, targetRate);
        (_phases, _step) = (targetRate / divisor, sourceRate / divisor);
        _bank = sourceRate == targetRate ? null : BankFor(_step, _phases, options);
    }

    /// <summary>Hz of what comes in.</summary>
    public int SourceRate { get; }

    /// <summary>Hz of what goes out.</summary>
    public int TargetRate { get; }

    /// <summary>Resamples a whole clip.</summary>
    /// <param name="samples">Mono samples at <see cref="SourceRate"/>; taken as zero before the first and after the last.</param>
    /// <returns>
    /// ⌈samples · TargetRate / SourceRate⌉ samples, sample n being the sound at n / <see cref="TargetRate"/> seconds; a copy,
    /// bit for bit, when the rates are equal.
    /// </returns>
    /// <remarks>Overshoot may pass ±1 by a little where the input is at full scale. Notebook: 02-silver-decode-and-cast</remarks>
    public float[] Resample(ReadOnlySpan<float> samples)
    {
        if (_bank is null)
        {
            return samples.ToArray();
        }

        var output = new float[checked((int)(((long)samples.Length * _phases + _step - 1) / _step))];
        for (var n = 0; n < output.Length; n++)
        {
            var (whole, phase) = Math.DivRem((long)n * _step, _phases);
            output[n] = _bank.Apply(samples, (int)whole, phase, _phases);
        }

        return output;
    }

    /// <summary>Resamples a clip once; the filter is designed for the first clip of a pair of rates and kept.</summary>
    /// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
    public static float[] Resample(ReadOnlySpan<float> samples, int sourceRate, int targetRate = 16_000, ResamplerOptions? options = null) =>
        new Resampler(sourceRate, targetRate, options).Resample(samples);

    private static PolyphaseBank BankFor(int step, int phases, ResamplerOptions options)
    {
        if (Banks.TryGetValue((step, phases, options), out var bank))
        {
            return bank;
        }

        // Speech comes at a handful of rates; a corpus with more must not fill the memory with filters.
        if (Banks.Count >= CachedBanks)
        {
            Banks.Clear();
        }

        return Banks.GetOrAdd((step, phases, options), key => PolyphaseBank.Design(key.From, key.To, key.Options));
    }
}
