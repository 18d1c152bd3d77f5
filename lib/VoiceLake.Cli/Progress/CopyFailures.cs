using System.Globalization;
using VoiceLake.Lake.Copying;

namespace VoiceLake.Cli.Progress;

/// <summary>What of a copy's failures is shown: the first few of each reason, and how many came after them.</summary>
internal sealed class CopyFailures
{
    private const int Shown = 3;
    private readonly Dictionary<string, (LakeCopyFailure First, int Count)> _reasons = new(StringComparer.Ordinal);

    /// <summary>A line for each reason of which more failed than were shown.</summary>
    public IEnumerable<string> Rest => _reasons.Values.Where(reason => reason.Count > Shown)
        .Select(reason => string.Create(CultureInfo.InvariantCulture, $"… and {reason.Count - Shown} more for the reason of '{reason.First.Path}'"));

    /// <summary>The line of a failure; null where enough of its reason were shown.</summary>
    public string? Take(LakeCopyFailure failure)
    {
        var reason = failure.Reason.Replace(failure.Path.ToString(), "", StringComparison.Ordinal);
        var (first, count) = _reasons.TryGetValue(reason, out var known) ? known : (failure, 0);
        _reasons[reason] = (first, count + 1);
        return count < Shown ? failure.Reason.ReplaceLineEndings(" ") : null;
    }
}
