using BenchmarkDotNet.Attributes;
using MathNet.Numerics.IntegralTransforms;
using VoiceLake.Signal;

namespace VoiceLake.Benchmarks.Signal;

/// <summary>The real transform of short frames in single precision: eight frames at once, a figure a frame.</summary>
[MemoryDiagnoser]
public unsafe class ShortFftBenchmarks
{
    private float[] _frames = [];
    private float[] _work = [];
    private float[] _re = [];
    private float[] _im = [];
    private Fftw.Single? _fftw;

    [Params(512, 2_048)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        _frames = [.. Enumerable.Range(0, Length * BatchFft.Lanes).Select(_ => random.NextSingle() - 0.5f)];
        _work = new float[_frames.Length + 2];
        (_re, _im) = (new float[((Length / 2) + 1) * BatchFft.Lanes], new float[((Length / 2) + 1) * BatchFft.Lanes]);
        _fftw = new Fftw.Single(Length);
        _frames.AsSpan(0, Length).CopyTo(new Span<float>(_fftw.Input, Length));
    }

    [GlobalCleanup]
    public void Release() => _fftw!.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = BatchFft.Lanes)]
    public float VoiceLake()
    {
        // The transform overwrites its input; the copy counts as ours.
        _frames.CopyTo(_work, 0);
        BatchFft.Of(Length).Forward(_work.AsSpan(0, _frames.Length), _re, _im);
        return _re[1];
    }

    [Benchmark]
    public float MathNet()
    {
        Array.Copy(_frames, _work, Length);
        Fourier.ForwardReal(_work, Length, FourierOptions.NoScaling);
        return _work[2];
    }

    [Benchmark(Description = "FFTW")]
    public float FftwLibrary() => _fftw!.Execute();
}
