using System.Globalization;
using System.Text;

namespace VoiceLake.Notebooks.Comparing;

/// <summary>Differences as a reader of <c>diff -u</c> knows them.</summary>
internal static class DifferenceText
{
    private const int Context = 2;
    private const int MostLines = 60;
    private const int Width = 160;

    public static string Of(NotebookComparison comparison)
    {
        if (comparison.AreEqual)
        {
            return "";
        }

        var text = new StringBuilder($"--- {comparison.OldPath}\n+++ {comparison.NewPath}\n");
        foreach (var difference in comparison.Differences)
        {
            text.Append(CultureInfo.InvariantCulture, $"@@ {Heading(difference)} @@\n");
            var lines = Body(difference).ToList();
            text.AppendJoin("", lines.Take(MostLines).Select(line => line + "\n"));
            text.Append(lines.Count > MostLines ? FormattableString.Invariant($"… {lines.Count - MostLines} more lines\n") : "");
        }

        return text.ToString();
    }

    private static string Heading(NotebookDifference difference)
    {
        var (was, now) = (difference.OldCell, difference.NewCell);
        var cell = string.Create(CultureInfo.InvariantCulture, $"cell {(was is null || was == now ? $"{now}" : now is null ? $"{was}" : $"{was} → {now}")} ({difference.Id})");
        return difference.Part switch
        {
            "cell" => $"{cell} {(was is null ? "added" : "removed")}",
            "output" => string.Create(CultureInfo.InvariantCulture, $"{cell}, output {difference.Output}, {difference.Mime}{(difference.Old is null ? " added" : difference.New is null ? " removed" : "")}"),
            var part => $"{cell}, {part}",
        };
    }

    private static IEnumerable<string> Body(NotebookDifference difference)
    {
        var old = Lines(difference.Old, difference.Mime);
        var @new = Lines(difference.New, difference.Mime);
        var common = LongestCommon.Of(Enumerable.Range(0, old.Count).ToList(), [.. Enumerable.Range(0, @new.Count)], (was, now) => old[was] == @new[now]);
        var (atOld, atNew) = (0, 0);
        var passedOver = false;
        for (var index = 0; index <= common.Count; index++)
        {
            var (was, now) = index < common.Count ? common[index] : (old.Count, @new.Count);
            foreach (var line in Changed(old, atOld, was, @new, atNew, now))
            {
                yield return line;
            }

            if (index < common.Count && IsNearChange(common, index, old.Count, @new.Count))
            {
                if (passedOver)
                {
                    yield return "…";
                }

                yield return " " + Cut(old[was], 0);
                passedOver = false;
            }
            else
            {
                passedOver = true;
            }

            (atOld, atNew) = (was + 1, now + 1);
        }
    }

    private static IEnumerable<string> Changed(List<string> old, int oldStart, int oldEnd, List<string> @new, int newStart, int newEnd)
    {
        // Of a long line only the stretch is shown in which it begins to differ from its counterpart.
        var pairs = Math.Min(oldEnd - oldStart, newEnd - newStart);
        var starts = Enumerable.Range(0, Math.Max(0, pairs)).Select(index => CommonStart(old[oldStart + index], @new[newStart + index])).ToList();
        for (var line = oldStart; line < oldEnd; line++)
        {
            yield return "-" + Cut(old[line], line - oldStart < pairs ? starts[line - oldStart] : 0);
        }

        for (var line = newStart; line < newEnd; line++)
        {
            yield return "+" + Cut(@new[line], line - newStart < pairs ? starts[line - newStart] : 0);
        }
    }

    private static bool IsNearChange(List<(int Old, int New)> common, int index, int oldCount, int newCount)
    {
        for (var near = Math.Max(0, index - Context + 1); near <= Math.Min(common.Count, index + Context); near++)
        {
            var before = near == 0 ? (-1, -1) : common[near - 1];
            var after = near == common.Count ? (oldCount, newCount) : common[near];
            if (after.Item1 - before.Item1 > 1 || after.Item2 - before.Item2 > 1)
            {
                return true;
            }
        }

        return false;
    }

    private static List<string> Lines(string? text, string? mime) => text is null ? []
        : [.. (mime == "text/html" ? text.Replace("><", ">\n<", StringComparison.Ordinal) : text).Split('\n')];

    private static string Cut(string line, int from)
    {
        if (line.Length <= Width)
        {
            return line;
        }

        var start = Math.Clamp(from - 20, 0, line.Length - Width);
        return $"{(start > 0 ? "…" : "")}{line.AsSpan(start, Width)}{(start + Width < line.Length ? "…" : "")}";
    }

    private static int CommonStart(string one, string other) => one.AsSpan().CommonPrefixLength(other);
}
