using VoiceLake.Notebooks.Documents;

namespace VoiceLake.Notebooks.Comparing;

/// <summary>Two cells that belong together, or one that has no partner.</summary>
/// <param name="Old">The cell of the old notebook.</param>
/// <param name="OldNumber">Its place, from 1.</param>
/// <param name="New">The cell of the new notebook.</param>
/// <param name="NewNumber">Its place, from 1.</param>
/// <param name="HasMoved">Whether it stands in another order than its neighbours.</param>
internal sealed record CellPair(NotebookCell? Old, int? OldNumber, NotebookCell? New, int? NewNumber, bool HasMoved = false);

/// <summary>Finds the cells of two notebooks that belong together.</summary>
internal static class CellAlignment
{
    /// <summary>By id, then by equal sources in order, then what is left between the same neighbours; in the new notebook's order.</summary>
    public static IReadOnlyList<CellPair> Of(IReadOnlyList<NotebookCell> old, IReadOnlyList<NotebookCell> @new)
    {
        var partner = new int?[old.Count];
        var taken = new bool[@new.Count];
        var byId = @new.Select((cell, index) => (cell.Id, index)).ToDictionary(item => item.Id, item => item.index, StringComparer.Ordinal);
        for (var index = 0; index < old.Count; index++)
        {
            if (byId.TryGetValue(old[index].Id, out var found))
            {
                Join(index, found);
            }
        }

        foreach (var (was, now) in LongestCommon.Of(Free(old.Count, index => partner[index] is null), Free(@new.Count, index => !taken[index]), (was, now) =>
            old[was].Kind == @new[now].Kind && old[was].Source == @new[now].Source))
        {
            Join(was, now);
        }

        // What is left between the same neighbours and of the same kind has been rewritten.
        for (int index = 0, next = 0; index < old.Count; index++)
        {
            if (partner[index] is { } known)
            {
                next = known + 1;
                continue;
            }

            var free = Enumerable.Range(next, @new.Count - next).TakeWhile(now => !taken[now]).Where(now => old[index].Kind == @new[now].Kind).ToList();
            if (free.Count > 0)
            {
                Join(index, free[0]);
                next = free[0] + 1;
            }
        }

        return Ordered(old, @new, partner);

        void Join(int was, int now)
        {
            partner[was] = now;
            taken[now] = true;
        }
    }

    private static List<CellPair> Ordered(IReadOnlyList<NotebookCell> old, IReadOnlyList<NotebookCell> @new, int?[] partner)
    {
        var inOrder = LongestCommon.Increasing([.. partner.OfType<int>()]);
        var back = partner.Select((now, was) => (now, was)).Where(pair => pair.now is not null).ToDictionary(pair => pair.now!.Value, pair => pair.was);
        var pairs = new List<CellPair>();
        var next = 0;
        for (var now = 0; now < @new.Count; now++)
        {
            if (!back.TryGetValue(now, out var was))
            {
                pairs.Add(new(null, null, @new[now], now + 1));
                continue;
            }

            var moved = !inOrder.Contains(now);
            pairs.AddRange(moved ? [] : Removed(was));
            pairs.Add(new(old[was], was + 1, @new[now], now + 1, moved));
        }

        pairs.AddRange(Removed(old.Count));
        return pairs;

        List<CellPair> Removed(int end)
        {
            var gone = Enumerable.Range(next, Math.Max(0, end - next)).Where(was => partner[was] is null).Select(was => new CellPair(old[was], was + 1, null, null)).ToList();
            next = Math.Max(next, end);
            return gone;
        }
    }

    private static List<int> Free(int count, Func<int, bool> isFree) => [.. Enumerable.Range(0, count).Where(isFree)];
}
