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

        var version = long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        if (match.Groups["parts"].Success)
        {
            PartsOf(version, int.Parse(match.Groups["parts"].ValueSpan, CultureInfo.InvariantCulture)).Add(path);
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

    [GeneratedRegex(@"/(\d{20})\.(json|(?<checkpoint>checkpoint)(\.\d{10}\.(?<parts>\d{10}))?\.parquet)$")]
    private static partial Regex Name();
}
