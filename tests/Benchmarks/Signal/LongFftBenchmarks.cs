using BenchmarkDotNet.Attributes;
using MathNet.Numerics.IntegralTransforms;
using VoiceLake.Signal;


namespace VoiceLake.Benchmarks.Signal;

/// <summary>The real transform of any length in double: 48,000 points (a window of 3 s), and a prime.</summary>
[MemoryDiagnoser]
public unsafe class LongFftBenchmarks
{
    private double[] _signal = [];
    private double[] _work = [];
    private double[] _re = [];
    private double[] _im = [];
    private Fftw.Double? _fftw;

    [Params(48_000, 47_963)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        _signal = [.. Enumerable.Range(0, Length).Select(_ => random.NextDouble() - 0.5)];
        _work = new double[Length + 2];
        (_re, _im) = (new double[(Length / 2) + 1], new double[(Length / 2) + 1]);
        _fftw = new Fftw.Double(Length);
        _signal.CopyTo(new Span<double>(_fftw.Input, Length));
    }

    [GlobalCleanup]
    public void Release() => _fftw!.Dispose();

    [Benchmark(Baseline = true)]
    public double VoiceLake()
    {
        RealFft.Of(Length).Forward(_signal, _re, _im);
        return _re[1];
    }

    [Benchmark]
    public double MathNet()
    {
        _signal.CopyTo(_work, 0);
        Fourier.ForwardReal(_work, Length, FourierOptions.NoScaling);
        return _work[2];
    }

    [Benchmark(Description = "FFTW")]
    public double FftwLibrary() => _fftw!.Execute();
}
