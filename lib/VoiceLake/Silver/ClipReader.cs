using VoiceLake.Lake;

namespace VoiceLake.Silver;

/// <summary>Picks clips of <c>silver.clips</c> to look at and listen to.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
public static class ClipReader
{
    // Longer clips would make a player too large for a notebook.
    private const double GoodLengthS = 5;

    /// <summary>Two clips that can be heard, as different as the lake has them: a woman's and a man's, else of two speakers, else of one.</summary>
    /// <remarks>Of each voice the longest clip of up to 5 s, else the shortest. A lake with one clip gives it twice.</remarks>
    /// <param name="lake">The lake; silver must have run.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="LakeException">There is no clip that can be heard.</exception>
    public static async Task<VoicePair> TwoVoicesAsync(DataLake lake, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lake);
        var table = lake.Table(SilverStage.ClipsTable);
        var heard = await table.ReadAsync<ClipSummary>(cancellationToken: cancellationToken).Where(clip => !clip.Silent).ToListAsync(cancellationToken);
        heard.Sort(ByFitness);
        if (heard.Count == 0)
        {
            throw new LakeException("silver.clips has no clip that can be heard: run notebooks 01-extract-to-bronze and 02-silver-decode-and-cast on a source with sound.");
        }

        var first = heard.Find(clip => clip.Gender == "female") ?? heard[0];
        var second = heard.Find(clip => clip.Gender == "male" && clip.Speaker != first.Speaker)
            ?? heard.Find(clip => clip.Speaker != first.Speaker)
            ?? heard.Find(clip => clip.Clip != first.Clip)
            ?? first;
        return new VoicePair(await ReadAsync(table, first.Clip, cancellationToken), await ReadAsync(table, second.Clip, cancellationToken));
    }

    private static async Task<SilverClip> ReadAsync(LakeTable table, string clip, CancellationToken cancellationToken) =>
        await table.ReadAsync<SilverClip>(new TableReadOptions { Where = TableFilter.Equal("clip", clip) }, cancellationToken).FirstAsync(cancellationToken);

    private static int ByFitness(ClipSummary one, ClipSummary other)
    {
        var (fits, otherFits) = (one.DurationS <= GoodLengthS, other.DurationS <= GoodLengthS);
        var order = fits != otherFits ? otherFits.CompareTo(fits) : fits ? other.DurationS.CompareTo(one.DurationS) : one.DurationS.CompareTo(other.DurationS);
        return order != 0 ? order : string.CompareOrdinal(one.Clip, other.Clip);
    }

    private sealed record ClipSummary(string Clip, string Speaker, string Gender, double DurationS, bool Silent);
}

/// <summary>Two clips to compare.</summary>
/// <param name="First">A woman's, where there is one.</param>
/// <param name="Second">A man's, where there is one.</param>
public sealed record VoicePair(SilverClip First, SilverClip Second);
