using System.Text.RegularExpressions;

namespace VoiceLake.Notebooks.Packages;

/// <summary>The packages of .NET Interactive itself: those the host stands for, those that only showed a library's charts, and those that extend its kernel, which is not here.</summary>
internal static partial class InteractivePackages
{
    private const string Family = "Microsoft.DotNet.Interactive";

    private static readonly Dictionary<string, string> Libraries = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Plotly.NET.Interactive"] = "Plotly.NET",
        ["XPlot.Plotly.Interactive"] = "XPlot.Plotly",
    };

    /// <summary>The package to restore for a request; null when the host has all of it.</summary>
    /// <exception cref="FormatException">The package extends a kernel that is not here.</exception>
    public static PackageRequest? Resolve(PackageRequest request)
    {
        if (Libraries.TryGetValue(request.Name, out var library))
        {
            // The extension's last number is its own; the library may have another.
            return new PackageRequest(library, Numbers().Replace(request.Version, "$1.*"), IsStandIn: true);
        }

        if (!request.Name.StartsWith(Family, StringComparison.OrdinalIgnoreCase))
        {
            return request;
        }

        return request.Name.Length == Family.Length || request.Name.Equals(Family + ".Formatting", StringComparison.OrdinalIgnoreCase)
            ? null
            : throw new FormatException($"'{request.Name}' extends the kernel of .NET Interactive, which is not here: use the library that it wraps from C#, with #r \"nuget: …\".");
    }

    /// <summary>The requests without stand-ins for what the notebook names itself.</summary>
    public static IReadOnlyList<PackageRequest> Chosen(IReadOnlyList<PackageRequest> requests) =>
        [.. requests.Where(r => !r.IsStandIn || !requests.Any(other => !other.IsStandIn && other.Name.Equals(r.Name, StringComparison.OrdinalIgnoreCase)))];

    [GeneratedRegex(@"^(\d+\.\d+)\.\d+$")]
    private static partial Regex Numbers();
}
