using BenchmarkDotNet.Attributes;
using VoiceLake.Features;

namespace VoiceLake.Benchmarks.Signal;

/// <summary>Coefficients and pitch of a clip of 3 s at 16 kHz: a vowel that glides from 120 to 180 Hz.</summary>
[MemoryDiagnoser]
public class ExtractorBenchmarks
{
    private const int Samples = 48_000;

    private readonly KaldiExtractor _kaldi = new(new KaldiOptions { Families = KaldiFamilies.Mfcc | KaldiFamilies.Deltas });
    private readonly LibrosaExtractor _librosa = new(new LibrosaOptions { Families = LibrosaFamilies.Mfcc | LibrosaFamilies.Deltas });
    private readonly PitchExtractor _yin = new(new PitchOptions { Methods = PitchMethods.Yin });
    private readonly PitchExtractor _pyin = new(new PitchOptions { Methods = PitchMethods.Pyin });
    private readonly PitchExtractor _praat = new(new PitchOptions { Methods = PitchMethods.Praat });
    private readonly float[] _clip = Vowel();

    [Benchmark(Description = "Kaldi MFCC13 + Δ + ΔΔ")]
    public ClipFeatures Kaldi() => Extract(_kaldi);

    [Benchmark(Description = "librosa MFCC20 + Δ + ΔΔ")]
    public ClipFeatures Librosa() => Extract(_librosa);

    [Benchmark(Description = "YIN")]
    public ClipFeatures Yin() => Extract(_yin);

    [Benchmark(Description = "pYIN")]
    public ClipFeatures Pyin() => Extract(_pyin);

    [Benchmark(Description = "Praat AC")]
    public ClipFeatures Praat() => Extract(_praat);

    private static float[] Vowel()
    {
        var random = new Random(1);
        var (samples, phase) = (new float[Samples], 0.0);
        for (var n = 0; n < Samples; n++)
        {
            phase += 2 * Math.PI * (120 + (60.0 * n / Samples)) / 16_000;
            var harmonics = Enumerable.Range(1, 12).Sum(harmonic => Math.Sin(harmonic * phase) / harmonic);
            samples[n] = (float)((0.2 * harmonics) + (0.01 * (random.NextDouble() - 0.5)));
        }

        return samples;
    }

    private ClipFeatures Extract(FeatureExtractor extractor)
    {
        extractor.Expect(Samples);
        extractor.Push(_clip);
        return extractor.Finish(FeatureOutput.Frames);
    }
}
