using VoiceLake.Audio;
using VoiceLake.Features;

namespace VoiceLake.Extraction.Internals;

/// <summary>Runs the extractors of some sets over a clip, with one of each for every sample rate that comes.</summary>
internal abstract class SetWork(IReadOnlyList<string> sets) : ClipWork
{
    protected const string ClipColumn = "clip";
    private const int UsualSampleRate = 16_000;
    private readonly Dictionary<int, FeatureExtractor[]> _extractors = [];

    /// <summary>The extractors of the usual sample rate: the columns are the same at any.</summary>
    protected FeatureExtractor[] Usual => At(UsualSampleRate);

    /// <summary>The features of a clip, set by set.</summary>
    protected ClipFeatures[] Extract(AudioReader audio, FeatureOutput output, CancellationToken cancellationToken)
    {
        var extractors = At(audio.SampleRate);
        try
        {
            if (audio.Length is { } length)
            {
                Array.ForEach(extractors, extractor => extractor.Expect(length));
            }

            for (var samples = Read(audio, cancellationToken); !samples.IsEmpty; samples = Read(audio, cancellationToken))
            {
                foreach (var extractor in extractors)
                {
                    extractor.Push(samples);
                }
            }

            return Array.ConvertAll(extractors, extractor => extractor.Finish(output));
        }
        catch
        {
            // Half a clip must not stay in them.
            _extractors.Remove(audio.SampleRate);
            throw;
        }
    }

    private FeatureExtractor[] At(int sampleRate)
    {
        if (!_extractors.TryGetValue(sampleRate, out var extractors))
        {
            _extractors[sampleRate] = extractors = [.. sets.Select(set => FeatureSets.Create(set, sampleRate))];
        }

        return extractors;
    }
}
