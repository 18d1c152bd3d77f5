using System.Globalization;
using System.Text.RegularExpressions;

namespace VoiceLake.Lake.Delta;

/// <summary>What lies in a log folder: commits and whole checkpoints; everything else is not looked at.</summary>
internal sealed partial class DeltaLogListing
{
    private readonly List<long> _commits = [];
    private readonly Dictionary<long, string> _tags = [];
    private readonly Dictionary<(long Version, int Parts), List<LakePath>> _checkpoints = [];

    /// <summary>The versions whose commits are there, in order.</summary>
    public IReadOnlyList<long> Commits => _commits;

    /// <summary>The newest version that can be read; −1 for no table.</summary>
    public long Newest => Math.Max(_commits.Count > 0 ? _commits[^1] : -1, CheckpointBefore(long.MaxValue)?.Version ?? -1);

    /// <summary>Takes one object of the folder; they come in the order of their names.</summary>
    public void Add(LakeObject found)
    {
        var path = found.Path;
        if (Name().Match(path.Name) is not { Success: true } match)
        {
            return;
        }

        if (!long.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var version))
        {
            throw new LakeException($"'{path}' has a number that no version of a table has: move the file out of the log.");
        }

        if (match.Groups["parts"].Success)
        {
            PartsOf(version, int.TryParse(match.Groups["parts"].ValueSpan, CultureInfo.InvariantCulture, out var parts) ? parts : int.MaxValue).Add(path);
        }
        else if (match.Groups["checkpoint"].Success)
        {
            PartsOf(version, 1).Add(path);
        }
        else
        {
            _commits.Add(version);
            _tags[version] = found.ETag;
        }
    }

    /// <summary>The entity tag of a commit; null where its commit is not there.</summary>
    public string? ETagOf(long version) => _tags.GetValueOrDefault(version);

    /// <summary>The newest checkpoint up to a version, with all its parts; null where there is none.</summary>
    public (long Version, IReadOnlyList<LakePath> Parts)? CheckpointBefore(long version)
    {
        var whole = _checkpoints.Where(checkpoint => checkpoint.Key.Version <= version && checkpoint.Value.Count == checkpoint.Key.Parts).ToList();
        return whole.Count == 0 ? null : whole.MaxBy(checkpoint => checkpoint.Key.Version) is var newest ? (newest.Key.Version, newest.Value) : null;
    }

    private List<LakePath> PartsOf(long version, int parts) =>
        _checkpoints.TryGetValue((version, parts), out var paths) ? paths : _checkpoints[(version, parts)] = [];

    // Directly in the log: what lies deeper, such as a backup of it, is no part of it.
    [GeneratedRegex(@"/_delta_log/([0-9]{20})\.(json|(?<checkpoint>checkpoint)(\.[0-9]{10}\.(?<parts>[0-9]{10}))?\.parquet)$")]
    private static partial Regex Name();
}
