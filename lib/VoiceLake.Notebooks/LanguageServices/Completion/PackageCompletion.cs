using System.Text.RegularExpressions;
using VoiceLake.Notebooks.Packages;

namespace VoiceLake.Notebooks.LanguageServices.Completion;

/// <summary>Names and versions of the packages in the local package folder: what can be had without the network.</summary>
internal static partial class PackageCompletion
{
    public static bool IsPackage(string text) => PackageRequest.IsPackage(text);

    /// <param name="text">What is typed from <c>nuget:</c> on.</param>
    /// <param name="start">Where that begins in the cell.</param>
    public static CompletionList Find(string text, int start)
    {
        var match = Typed().Match(text);
        var wanted = match.Groups["version"] is { Success: true } version ? version : match.Groups["name"];
        var home = new DirectoryInfo(Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"));
        var found = !home.Exists ? []
            : wanted == match.Groups["name"] ? Names(home, wanted.Value)
            : Versions(new DirectoryInfo(Path.Combine(home.FullName, match.Groups["name"].Value.ToLowerInvariant())));
        return new CompletionList(start + wanted.Index, start + text.Length, CompletionFilter.Choose(found, wanted.Value));
    }

    private static IEnumerable<Candidate> Names(DirectoryInfo home, string typed) =>
        home.EnumerateDirectories().Where(d => !d.Name.StartsWith('.') && d.Name.Contains(typed, StringComparison.OrdinalIgnoreCase))
            .Select(d => (Name: NameOf(d), Newest: Newest(d).FirstOrDefault()?.Name)).Where(p => p.Newest is not null)
            .Select(p => new Candidate(p.Name, "package", 0, () => $"{p.Name} {p.Newest}"));

    private static IEnumerable<Candidate> Versions(DirectoryInfo package) =>
        package.Exists ? Newest(package).Select((d, i) => new Candidate(d.Name, "version", i, () => null)) : [];

    private static IOrderedEnumerable<DirectoryInfo> Newest(DirectoryInfo package) =>
        package.EnumerateDirectories().OrderByDescending(d => Version.TryParse(d.Name.Split('-')[0], out var version) ? version : new Version(0, 0)).ThenBy(d => d.Name.Contains('-', StringComparison.Ordinal));

    /// <summary>The folder's name is in lower case; the package's own file has the name as its author writes it.</summary>
    private static string NameOf(DirectoryInfo package) =>
        Newest(package).FirstOrDefault()?.EnumerateFiles("*.nuspec").FirstOrDefault() is { } file && Id().Match(File.ReadAllText(file.FullName)) is { Success: true } id ? id.Groups[1].Value : package.Name;

    [GeneratedRegex(@"^nuget:\s*(?<name>[^,\s]*)(?:\s*,\s*(?<version>.*))?", RegexOptions.IgnoreCase)]
    private static partial Regex Typed();

    [GeneratedRegex("<id>([^<]+)</id>")]
    private static partial Regex Id();
}
