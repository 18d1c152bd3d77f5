using System.Globalization;
using System.Text.RegularExpressions;

namespace VoiceLake.Silver.Casting;

/// <summary>What an archive's name says: <c>&lt;user&gt;-&lt;YYYYMMDD&gt;-&lt;3 letters&gt;.tgz</c>, and the many names that break the pattern.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="Submission">The name without its archive extensions, such as <c>Aaron-20080318-kdl</c>.</param>
/// <param name="User">Who sent it; the whole name where it holds no date, such as <c>an4</c>.</param>
/// <param name="Language">ISO 639-1 code where the name starts with one (<c>EN-user-20180210-abc</c>).</param>
/// <param name="Date">When it was sent, where the name says so without doubt of the day or by the corpus's own convention.</param>
/// <param name="DateText">The date as it stands in the name.</param>
/// <param name="Suffix">What follows the date.</param>
/// <param name="Irregularity">How the name breaks the pattern, in a sentence; null where it keeps it.</param>
/// <param name="DateDoubt">Why the date is not certain or not the usual form, in a sentence; null where it is plain.</param>
public sealed partial record SubmissionName(
    string Submission,
    string User,
    string? Language,
    DateOnly? Date,
    string? DateText,
    string? Suffix,
    string? Irregularity,
    string? DateDoubt)
{
    /// <summary>The archive that has the same submission name and came first, where there is one; <see cref="Submission"/> is then the whole file name.</summary>
    public string? SharesNameWith { get; init; }

    /// <summary>The archive that has the same bytes and comes first by name, where there is one.</summary>
    public string? SharesContentWith { get; init; }

    /// <summary>The archive whose user is spelt alike but for capitals, and comes first by name, where there is one.</summary>
    public string? SharesSpellingWith { get; init; }

    private static readonly string[] Extensions = [".tgz", ".tar.gz", ".tar", ".gz", ".zip"];

    /// <summary>Whether the user is nobody in particular, so that each such archive counts as a speaker of its own.</summary>
    public bool IsAnonymous => User.Length == 0 || CastingTable.Default.Find("anonymous", User) is not null;

    /// <summary>Who speaks: the user, or the submission itself where the user is anonymous.</summary>
    public string Speaker => IsAnonymous ? Submission : User;

    /// <summary>Reads the name of an archive file, with or without its extensions; never fails.</summary>
    public static SubmissionName Parse(string fileName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        var submission = WithoutExtensions(fileName);
        var (language, rest) = SplitLanguage(UploadDigits().Replace(submission, ""));
        var irregularity = Regular().IsMatch(submission) ? null : $"'{submission}' is not <user>-<YYYYMMDD>-<3 letters>.";
        var match = LastOrNull(DateToken().Matches(rest)) ?? LastOrNull(OddDateToken().Matches(rest));
        if (match is null)
        {
            return new SubmissionName(submission, rest, language, null, null, null, irregularity, "The name holds no date.");
        }

        var text = match.Groups["date"].Value;
        var (date, doubt) = SubmissionDate.Read(text);
        var suffix = match.Groups["rest"].Value.TrimStart('-', '_');
        return new SubmissionName(
            submission, WithoutPromptSet(match.Groups["user"].Value), language, date, text, suffix.Length == 0 ? null : suffix, irregularity, doubt);
    }

    private static string WithoutExtensions(string fileName)
    {
        while (Extensions.FirstOrDefault(extension => fileName.Length > extension.Length && fileName.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            is { } extension)
        {
            fileName = fileName[..^extension.Length];
        }

        return fileName;
    }

    private static (string? Language, string Remainder) SplitLanguage(string name) =>
        LanguagePrefix().Match(name) is { Success: true } match && CastingTable.Default.Find("language", match.Groups["code"].Value) is { } language
            ? (language, match.Groups["rest"].Value)
            : (null, name);

    // granthulbert-ar-01032007 and jaiger-vf16-20070214 name the set of prompts before the date: it is no part of the user.
    private static string WithoutPromptSet(string user) => PromptSet().Replace(user, "");

    private static Match? LastOrNull(MatchCollection matches) => matches.Count == 0 ? null : matches[^1];

    [GeneratedRegex("^.+-[0-9]{8}-[a-z]{3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Regular();

    [GeneratedRegex(@"\[[0-9]+\]$", RegexOptions.CultureInvariant)]
    private static partial Regex UploadDigits();

    [GeneratedRegex("^(?<code>[A-Z]{2})-(?<rest>.+-[0-9]{8}-[a-z]{3})$", RegexOptions.CultureInvariant)]
    private static partial Regex LanguagePrefix();

    [GeneratedRegex("^(?<user>.+)-(?<date>[0-9]{8}|[0-9]{4}-[0-9]{2}-[0-9]{2})(?<rest>[a-z]?(?:[-_].*)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex DateToken();

    [GeneratedRegex("^(?<user>.+?)-(?<date>[0-9]{6,})(?<rest>(?:[-_].*)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex OddDateToken();

    [GeneratedRegex("(?<=.)-(?:ar|cc|rp|vf[0-9]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex PromptSet();
}

/// <summary>Reads the dates of archive names.</summary>
internal static class SubmissionDate
{
    // VoxForge opened in 2006. Short dates have several readings; only those it can have seen are considered.
    private const int FirstYear = 2006;
    private const int LastYear = 2035;
    private const int BuddhistOffset = 543;

    public static (DateOnly? Date, string? Doubt) Read(string text) => text.Length switch
    {
        8 => ReadEight(text),
        10 => Exact(text, "yyyy-MM-dd") is { } date ? (date, $"The date '{text}' is written with dashes.") : (null, $"'{text}' is no date."),
        6 => ReadSix(text),
        _ => (null, $"'{text}' has {text.Length} digits and is no date."),
    };

    private static (DateOnly? Date, string? Doubt) ReadEight(string text)
    {
        if (Exact(text, "yyyyMMdd") is { Year: >= 1990 and <= 2100 } plain)
        {
            return (plain, null);
        }

        var year = int.Parse(text[..4], CultureInfo.InvariantCulture);
        var gregorian = (year - BuddhistOffset).ToString("0000", CultureInfo.InvariantCulture) + text[4..];
        if (year is >= FirstYear + BuddhistOffset and <= LastYear + BuddhistOffset && Exact(gregorian, "yyyyMMdd") is { } thai)
        {
            return (thai, $"The year of '{text}' is of the Buddhist era: read as {thai:yyyy-MM-dd}.");
        }

        var (american, european) = (Exact(text, "MMddyyyy"), Exact(text, "ddMMyyyy"));
        return (american, european) switch
        {
            ({ } first, { } second) when first != second => (first, $"'{text}' is read as MMDDYYYY, as the corpus writes it; it could be {second:yyyy-MM-dd}."),
            ({ } first, _) => (first, $"'{text}' is read as MMDDYYYY."),
            (null, { } second) => (second, $"'{text}' is read as DDMMYYYY: it has no month {text[..2]}."),
            _ => (null, $"'{text}' is no date."),
        };
    }

    private static (DateOnly? Date, string? Doubt) ReadSix(string text)
    {
        string[] readings = ["yyMMdd", "MMddyy", "ddMMyy", "yyyyMM"];
        var possible = readings
            .Select(format => (format, date: Exact(text, format)))
            .Where(reading => reading.date is { Year: >= FirstYear and <= LastYear })
            .ToArray();
        return possible is [var (format, date)] && format != "yyyyMM"
            ? (date, $"'{text}' is read as {format.ToUpperInvariant()}, its only reading since {FirstYear}.")
            : (null, $"'{text}' is no single day: it can be read in {possible.Length} ways.");
    }

    private static DateOnly? Exact(string text, string format) =>
        DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
