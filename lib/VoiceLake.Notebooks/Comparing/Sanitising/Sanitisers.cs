using System.Globalization;
using System.Text.RegularExpressions;

namespace VoiceLake.Notebooks.Comparing.Sanitising;

/// <summary>The sanitisers there are, in the order in which they are applied.</summary>
public static partial class Sanitisers
{
    /// <summary>The name of the sanitiser that leaves execution counts out of the comparison; no text is changed by it.</summary>
    public const string ExecutionCounts = "execution-counts";

    /// <summary>Every one.</summary>
    public static IReadOnlyList<Sanitiser> All { get; } =
    [
        new("display-ids", "ids of HTML elements and displays that hold a digit, wherever they are named again → <id 1>", (text, _) => ReplaceIds(text)),
        new("run-ids", "run ids such as 20261123T114019Z-5f3a9c01 → <run>", (text, _) => RunIds().Replace(text, "<run>")),
        new("guids", "GUIDs, with or without hyphens → <guid>", (text, _) => Guids().Replace(text, "<guid>")),
        new("addresses", "memory addresses such as 0x7f3a12c0 → <address>", (text, _) => Addresses().Replace(text, "<address>")),
        new("durations", "12.3 s, 350 ms, 2 min 5 s, 00:00:01.234 → <duration>", (text, _) => Durations().Replace(text, "<duration>")),
        new("times", "dates with a time (ISO 8601, HTTP) and times of day → <time>", (text, _) => Times().Replace(text, "<time>")),
        new("hashes", "hexadecimal numbers of 16 digits or more (--hash-length) → <hash>", (text, options) => Hashes(options.HashLength).Replace(text, "<hash>")),
        new("ports", "the port in a loopback URL → http://127.0.0.1:<port>", (text, _) => Ports().Replace(text, "${host}:<port>")),
        new("paths", "the working folder, folders named by --folder, temporary folders and homes → <folder>, <temp>, <home>", ReplacePaths),
        new(ExecutionCounts, "the numbers beside cells and results", (text, _) => text),
    ];

    /// <summary>The sanitisers of these names.</summary>
    /// <exception cref="ArgumentException">A name is unknown; the message lists those there are.</exception>
    public static IReadOnlyList<Sanitiser> Named(IEnumerable<string> names)
    {
        var wanted = names.ToHashSet(StringComparer.Ordinal);
        var unknown = wanted.Except(All.Select(one => one.Name)).Select(name => $"'{name}'").ToList();
        return unknown.Count == 0
            ? [.. All.Where(one => wanted.Contains(one.Name))]
            : throw new ArgumentException($"there is no sanitiser {string.Join(" or ", unknown)}; there are {string.Join(", ", All.Select(one => one.Name))}");
    }

    private static string ReplaceIds(string text)
    {
        var ids = Ids().Matches(text).Select(match => match.Groups["id"].Value).Distinct(StringComparer.Ordinal).ToList();
        for (var index = 0; index < ids.Count; index++)
        {
            text = text.Replace(ids[index], string.Create(CultureInfo.InvariantCulture, $"<id {index + 1}>"), StringComparison.Ordinal);
        }

        return text;
    }

    private static string ReplacePaths(string text, ComparisonOptions options)
    {
        foreach (var folder in options.Folders.Select(folder => folder.TrimEnd('/', '\\')).Where(folder => folder.Length > 1).OrderByDescending(folder => folder.Length))
        {
            foreach (var spelling in new[] { folder, folder.Replace('\\', '/'), folder.Replace("\\", "\\\\", StringComparison.Ordinal) }.Distinct(StringComparer.Ordinal))
            {
                text = Regex.Replace(text, Regex.Escape(spelling) + @"(?![\w\-.])", "<folder>");
            }
        }

        return Homes().Replace(Temporary().Replace(text, "<temp>"), "<home>");
    }

    private static Regex Hashes(int length) => new(string.Create(
        CultureInfo.InvariantCulture, $"(?<![0-9A-Za-z])(?=[0-9]*[A-Fa-f])(?=[A-Fa-f]*[0-9])[0-9A-Fa-f]{{{length},}}(?![0-9A-Za-z])"));

    [GeneratedRegex("""(?:\bid\s*=\s*\\?["']?|\bdisplay_id"?\s*[:=]\s*\\?["'])(?<id>(?=[\w\-]{6})[\w\-]*[0-9][\w\-]*)""")]
    private static partial Regex Ids();

    [GeneratedRegex(@"\b[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}\b")]
    private static partial Regex RunIds();

    [GeneratedRegex(@"(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}|[0-9A-Fa-f]{32})(?![0-9A-Za-z])")]
    private static partial Regex Guids();

    [GeneratedRegex(@"\b0x[0-9A-Fa-f]{6,16}\b")]
    private static partial Regex Addresses();

    [GeneratedRegex(@"\b[0-9]{1,2}:[0-9]{2}:[0-9]{2}\.[0-9]+\b|(?<![\w.])(?:[0-9]+ ?(?:h|min) )*[0-9]+(?:[.,][0-9]+)*\s?(?:ns|[uµμ]s|ms|s|secs?|seconds?|min|minutes?|h|hours?)\b")]
    private static partial Regex Durations();

    [GeneratedRegex(@"\b[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:\s?(?:Z|UTC|GMT|[+\-][0-9]{2}:?[0-9]{2})\b)?|\b[0-9]{8}T[0-9]{6}Z?\b|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} \w{3} [0-9]{4} [0-9:]{8} GMT\b|\b[0-9]{1,2}:[0-9]{2}:[0-9]{2}\b")]
    private static partial Regex Times();

    [GeneratedRegex(@"(?<host>\bhttps?://(?:127\.0\.0\.1|localhost|\[::1\])):[0-9]+")]
    private static partial Regex Ports();

    // The folder under the temporary one is new in each run; what lies in it is not.
    [GeneratedRegex("""(?<![\w.])(?:/private)?/(?:tmp|var/tmp|var/folders/\w+/\w+/T)/[^\s/"'<>&]+|\b[A-Za-z]:[\\/]+(?:Users[\\/]+[^\\/\s]+[\\/]+AppData[\\/]+Local[\\/]+Temp|Windows[\\/]+Temp)[\\/]+[^\s\\/"'<>&]+""")]
    private static partial Regex Temporary();

    [GeneratedRegex("""(?<![\w.])/(?:home|Users)/[^\s/"'<>&]+|(?<![\w.])/root\b|\b[A-Za-z]:[\\/]+Users[\\/]+[^\s\\/"'<>&]+""")]
    private static partial Regex Homes();
}
