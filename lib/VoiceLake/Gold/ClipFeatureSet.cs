using VoiceLake.Features;

namespace VoiceLake.Gold;

/// <summary>What <c>gold.clip_features</c> holds of a clip: voice20, eGeMAPS, and statistics of MFCCs, their deltas and pitch.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
public static class ClipFeatureSet
{
    /// <summary>A new extractor of the table's columns.</summary>
    /// <param name="sampleRate">Hz of the clips.</param>
    public static FeatureExtractor Create(int sampleRate) => new JoinedExtractor("clip/1",
    [
        FeatureSets.Create("voice20", sampleRate),
        FeatureSets.Create("egemaps", sampleRate),
        new LibrosaExtractor(new LibrosaOptions { SampleRate = sampleRate, Families = LibrosaFamilies.Mfcc | LibrosaFamilies.Deltas }),
        FeatureSets.Create("pitch", sampleRate),
    ]);
}
