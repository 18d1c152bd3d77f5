using BenchmarkDotNet.Attributes;
using VoiceLake.Signal;

namespace VoiceLake.Benchmarks.Signal;

/// <summary>Steps of a spectrogram of 2,048 points, hop 512, eight frames at once: a figure a frame.</summary>
[MemoryDiagnoser]
public class FrameBenchmarks
{
    private const int Length = 2_048;
    private const int Hop = 512;
    private const int Bands = 128;
    private const int Lanes = BatchFft.Lanes;

    private readonly BatchFft _fft = BatchFft.Of(Length);
    private readonly MelFilterBank _mel = new(16_000, Length, Bands);
    private readonly Dct _dct = Dct.Of(Bands);
    private readonly FrameCutter _cutter = new(Length, Hop, window: WindowFunction.Hann(Length));
    private readonly float[] _samples = [.. Enumerable.Range(0, Length + ((Lanes - 1) * Hop)).Select(n => MathF.Sin(n * 0.05f) * 0.3f)];
    private readonly float[] _frames = new float[Length * Lanes];
    private readonly float[] _power = new float[((Length / 2) + 1) * Lanes];
    private readonly float[] _bands = new float[Bands * Lanes];
    private readonly float[] _work = new float[Bands * Lanes];
    private readonly float[] _coefficients = new float[Bands * Lanes];

    [GlobalSetup]
    public void Prepare()
    {
        Spectrogram();
        MelBands();
    }

    [Benchmark(OperationsPerInvoke = Lanes, Description = "cut, taper, transform, square")]
    public void Spectrogram()
    {
        _cutter.Reset();
        ReadOnlySpan<float> samples = _samples;
        if (_cutter.Take(ref samples, _frames))
        {
            _fft.Power(_frames, _power);
        }
    }

    [Benchmark(OperationsPerInvoke = Lanes, Description = "128 mel bands")]
    public void MelBands() => _mel.ApplyBatch(_power, _bands);

    [Benchmark(OperationsPerInvoke = Lanes, Description = "DCT-II of 128 bands")]
    public void Coefficients()
    {
        // The transform overwrites its input.
        _bands.CopyTo(_work, 0);
        _dct.ForwardBatch(_work, _coefficients);
    }
}
