using VoiceLake.Features;

namespace VoiceLake.Tests.Features;

public class VoiceExtractorContractTests : FeatureExtractorContract
{
    protected override FeatureExtractor Create(int sampleRate) => new VoiceExtractor(new VoiceOptions { SampleRate = sampleRate });
}
