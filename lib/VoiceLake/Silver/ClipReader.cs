using VoiceLake.Lake;

namespace VoiceLake.Silver;

/// <summary>Picks clips of <c>silver.clips</c> to look at and listen to.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
public static class ClipReader
{
    /// <summary>The longest clip of a gender that can be heard; of several the first by name.</summary>
    /// <param name="lake">The lake; silver must have run.</param>
    /// <param name="gender"><c>female</c>, <c>male</c>, <c>other</c> or <c>unknown</c>.</param>
    /// <param name="maxSeconds">Longer clips are passed over, so that a player fits into a notebook. Default: 6 s.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="LakeException">There is no such clip.</exception>
    public static async Task<SilverClip> LongestAsync(DataLake lake, string gender, double maxSeconds = 6, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lake);
        var table = lake.Table(SilverStage.ClipsTable);
        var ofGender = new TableReadOptions { Where = TableFilter.Equal("gender", gender) };
        var longest = await table.ReadAsync<ClipLength>(ofGender, cancellationToken)
            .Where(clip => !clip.Silent && clip.DurationS <= maxSeconds)
            .OrderByDescending(clip => clip.NSamples).ThenBy(clip => clip.Clip, StringComparer.Ordinal)
            .FirstOrDefaultAsync(cancellationToken)
            ?? throw new LakeException($"silver.clips has no clip of at most {maxSeconds} s whose gender is '{gender}': ask for another gender, or for longer clips.");
        return await table.ReadAsync<SilverClip>(new TableReadOptions { Where = TableFilter.Equal("clip", longest.Clip) }, cancellationToken).FirstAsync(cancellationToken);
    }

    private sealed record ClipLength(string Clip, string Gender, long NSamples, double DurationS, bool Silent);
}
