using VoiceLake.Features;

namespace VoiceLake.Tests.Features.Egemaps;

public class EgemapsContractTests : FeatureExtractorContract
{
    protected override FeatureExtractor Create(int sampleRate) => new EgemapsExtractor(new EgemapsOptions { SampleRate = sampleRate });
}
