using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;

namespace VoiceLake.Features.Librosa;

/// <summary>Zero-crossing rate and root mean square of the frames' samples, without window.</summary>
internal sealed class WaveFamily(LibrosaOptions options, int column) : LibrosaFamily(column)
{
    // Smaller samples count as zero, and zero as positive.
    private const float Silence = 1e-10f;
    private readonly float[] _lanes = new float[2 * BatchFft.Lanes];
    private bool _firstIsNegative;
    private bool _lastIsNegative;

    /// <summary>Sees the clip's samples as they come: librosa repeats the first and last one beyond the ends, where the frames have zeros.</summary>
    public void Watch(ReadOnlySpan<float> samples, bool first)
    {
        _firstIsNegative = first ? samples[0] < -Silence : _firstIsNegative;
        _lastIsNegative = samples[^1] < -Silence;
    }

    public override void Analyse(LibrosaBatch batch, FrameStore store, Span<float> rows)
    {
        Measure(MemoryMarshal.Cast<float, Vector256<float>>(batch.Samples), MemoryMarshal.Cast<float, Vector256<float>>(_lanes.AsSpan()));
        for (var lane = 0; lane < batch.Count; lane++)
        {
            var start = ((long)(batch.First + lane) * options.Hop) - (options.FftLength / 2);
            var crossings = _lanes[lane];
            crossings -= start < 0 && _firstIsNegative ? 1 : 0;
            crossings -= batch.End < start + options.FftLength && _lastIsNegative ? 1 : 0;
            _lanes[lane] = crossings / options.FftLength;
        }

        store.Put(_lanes, rows, Column);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Measure(ReadOnlySpan<Vector256<float>> samples, Span<Vector256<float>> values)
    {
        var below = Vector256.Create(-Silence);
        var (energy, crossings) = (samples[0] * samples[0], Vector256<int>.Zero);
        var before = Vector256.LessThan(samples[0], below).AsInt32();
        for (var n = 1; n < samples.Length; n++)
        {
            var negative = Vector256.LessThan(samples[n], below).AsInt32();
            crossings -= negative ^ before;
            before = negative;
            energy = Vector256.FusedMultiplyAdd(samples[n], samples[n], energy);
        }

        values[0] = Vector256.ConvertToSingle(crossings);
        values[1] = Vector256.Sqrt(energy / Vector256.Create((float)samples.Length));
    }
}
