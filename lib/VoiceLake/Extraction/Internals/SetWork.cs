using VoiceLake.Audio;
using VoiceLake.Features;

namespace VoiceLake.Extraction.Internals;

/// <summary>Runs the extractors of some sets over a clip, joined in one for every sample rate that comes.</summary>
internal abstract class SetWork(IReadOnlyList<string> sets) : ClipWork
{
    protected const string ClipColumn = "clip";
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
            var (taking, refusing) = (new List<FeatureExtractor>(), new List<string>());
            foreach (var set in sets)
            {
                try
                {
                    taking.Add(FeatureSets.Create(set, sampleRate));
                }
                catch (ArgumentException)
                {
                    // Its message is about options, of which there are none here.
                    refusing.Add(set);
                }
            }

            _extractors[sampleRate] = extractor = refusing.Count == 0 ? new JoinedExtractor("clip", taking) : throw Refused(refusing, sets, sampleRate);
        }

        return extractor;
    }
}
