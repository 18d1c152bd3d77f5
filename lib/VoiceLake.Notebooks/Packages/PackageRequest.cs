using System.Text.RegularExpressions;

namespace VoiceLake.Notebooks.Packages;

/// <summary>A package as <c>#r "nuget: …"</c> asks for it.</summary>
/// <param name="Name">The package's id.</param>
/// <param name="Version">A version, a range such as <c>[1.0,2.0)</c> or <c>1.2.*</c>; <c>*</c> when none was written: the newest release.</param>
/// <param name="IsStandIn">True when the notebook named an extension of .NET Interactive and this is the library that it shows.</param>
internal sealed partial record PackageRequest(string Name, string Version, bool IsStandIn = false)
{
    private const string Prefix = "nuget:";

    /// <summary>Whether the text of an <c>#r</c> names a package.</summary>
    public static bool IsPackage(string text) => text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="FormatException">The text is not a package id with an optional version.</exception>
    public static PackageRequest Parse(string text)
    {
        var match = Written().Match(text[Prefix.Length..].Trim());
        return match.Success
            ? new PackageRequest(match.Groups["id"].Value, match.Groups["version"] is { Success: true } version ? version.Value.Trim() : "*")
            : throw new FormatException($"'{text}' is not a package: write #r \"nuget: Name\" or #r \"nuget: Name, 1.2.3\".");
    }

    /// <summary>The package source that <c>#i "nuget: …"</c> adds: a URL or a folder.</summary>
    /// <exception cref="FormatException">The text does not start with <c>nuget:</c>.</exception>
    public static string ParseSource(string text, string folder)
    {
        if (!IsPackage(text))
        {
            throw new FormatException($"'{text}' is not a package source: write #i \"nuget: https://…/v3/index.json\" or a folder.");
        }

        var source = text[Prefix.Length..].Trim();
        return Uri.TryCreate(source, UriKind.Absolute, out var uri) && !uri.IsFile ? source : Path.GetFullPath(source, folder);
    }

    [GeneratedRegex(@"^(?<id>[A-Za-z0-9_][A-Za-z0-9_.\-]*)(\s*,\s*(?<version>[\[\(]?[0-9A-Za-z.*+\-, ]+[\]\)]?))?$")]
    private static partial Regex Written();
}
