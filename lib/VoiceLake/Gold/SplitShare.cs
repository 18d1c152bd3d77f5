namespace VoiceLake.Gold;

/// <summary>How much of one gender fell into one split. Shares are what the hash gave: reported, never forced.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
/// <param name="Gender">The gender of the speakers.</param>
/// <param name="Split">The split.</param>
/// <param name="Speakers">Speakers of that gender in the split.</param>
/// <param name="Clips">Their clips.</param>
/// <param name="Windows">Their windows.</param>
/// <param name="Share">Those windows among all of that gender, 0 to 1.</param>
public sealed record SplitShare(string Gender, string Split, int Speakers, long Clips, long Windows, double Share)
{
    /// <summary>The shares of every gender in every split, also where they are 0.</summary>
    public static IReadOnlyList<SplitShare> Of(IReadOnlyCollection<GoldSplit> speakers)
        => [.. speakers.GroupBy(speaker => speaker.Gender, StringComparer.Ordinal)
            .OrderBy(gender => gender.Key, StringComparer.Ordinal)
            .SelectMany(gender => SpeakerSplit.All.Select(split => Of(gender.Key, split, [.. gender])))];

    private static SplitShare Of(string gender, string split, IReadOnlyCollection<GoldSplit> all)
    {
        var inside = all.Where(speaker => speaker.Split == split).ToList();
        var (windows, total) = (inside.Sum(speaker => speaker.Windows), all.Sum(speaker => speaker.Windows));
        return new SplitShare(gender, split, inside.Count, inside.Sum(speaker => speaker.Clips), windows, total == 0 ? 0 : (double)windows / total);
    }
}
