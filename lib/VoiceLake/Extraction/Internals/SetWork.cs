using VoiceLake.Audio;
using VoiceLake.Features;

namespace VoiceLake.Extraction.Internals;

/// <summary>Runs the extractors of some sets over a clip, joined in one for every sample rate that comes.</summary>
internal abstract class SetWork(IReadOnlyList<string> sets) : ClipWork
{
    protected const string ClipColumn = "clip";
    private const int UsualSampleRate = 16_000;
    private readonly Dictionary<int, JoinedExtractor> _extractors = [];

    /// <summary>The extractor of the usual sample rate: the columns are the same at any.</summary>
    protected FeatureExtractor Usual => At(UsualSampleRate);

    /// <summary>The features of a clip.</summary>
    protected ClipFeatures Extract(AudioReader audio, FeatureOutput output, CancellationToken cancellationToken)
    {
        var extractor = At(audio.SampleRate);
        try
        {
            if (audio.Length is { } length)
            {
                extractor.Expect(length);
            }

            for (var samples = Read(audio, cancellationToken); !samples.IsEmpty; samples = Read(audio, cancellationToken))
            {
                extractor.Push(samples);
            }

            return extractor.Finish(output);
        }
        catch
        {
            // Half a clip must not stay in it.
            extractor.Abandon();
            throw;
        }
    }

    private JoinedExtractor At(int sampleRate)
    {
        if (!_extractors.TryGetValue(sampleRate, out var extractor))
        {
            _extractors[sampleRate] = extractor = new JoinedExtractor("clip", [.. sets.Select(set => FeatureSets.Create(set, sampleRate))]);
        }

        return extractor;
    }
}
