using VoiceLake.Stages;

namespace VoiceLake.Silver;

/// <summary>What became of the archives and clips of one run.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="RunId">The run.</param>
/// <param name="Submissions">Archives in = good (with clips) + quarantined (without) + unchanged.</param>
/// <param name="Clips">Clips in = good + quarantined + unchanged.</param>
/// <param name="Findings">How often each rule was broken in this run, by the rule's name.</param>
public sealed record SilverReport(string RunId, StageCount Submissions, StageCount Clips, IReadOnlyDictionary<string, long> Findings)
{
    /// <summary>Clips decoded in this run.</summary>
    public long Decoded => Clips.Good;

    /// <inheritdoc/>
    public override string ToString() => $"silver: {Decoded} clips decoded; {Submissions}; {Clips}";
}
