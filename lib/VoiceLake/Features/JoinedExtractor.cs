namespace VoiceLake.Features;

/// <summary>Several feature sets of one clip, side by side in one row.</summary>
/// <param name="id">The joined set's name; the joined sets' ids follow it.</param>
/// <param name="extractors">One or more, all of one sample rate.</param>
internal sealed class JoinedExtractor(string id, IReadOnlyList<FeatureExtractor> extractors)
    : FeatureExtractor(extractors[0].SampleRate, Join(id, extractors), [.. extractors.SelectMany(extractor => extractor.FrameFeatures)])
{
    private bool _begun;

    protected override void Take(ReadOnlySpan<float> samples)
    {
        foreach (var extractor in extractors)
        {
            if (!_begun && ExpectedSamples is { } expected)
            {
                extractor.Expect(expected);
            }

            extractor.Push(samples);
        }

        _begun = true;
    }

    protected override IReadOnlyList<FrameTable> Complete(Span<double> values, bool withFrames)
    {
        _begun = false;
        var output = (values.IsEmpty ? FeatureOutput.None : FeatureOutput.Row) | (withFrames ? FeatureOutput.Frames : FeatureOutput.None);
        var frames = new List<FrameTable>();
        var at = 0;
        foreach (var extractor in extractors)
        {
            var features = extractor.Finish(output);
            features.Values.CopyTo(values[at..]);
            at += features.Values.Length;
            frames.AddRange(features.Frames);
        }

        return frames;
    }

    protected override void Reset()
    {
        _begun = false;
        foreach (var extractor in extractors)
        {
            extractor.Abandon();
        }
    }

    private static FeatureSet Join(string id, IReadOnlyList<FeatureExtractor> extractors)
        => new($"{id} of {string.Join(" + ", extractors.Select(extractor => extractor.Features.Id))}", [.. extractors.SelectMany(extractor => extractor.Features.Definitions)]);
}
