using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace VoiceLake.Notebooks.Packages;

/// <summary>Restores packages through a project of their own and <c>dotnet restore</c>; the answer is kept under the user's cache folder.</summary>
internal static class PackageRestorer
{
    /// <summary>The variable that moves the cache; default: <c>voicelake/packages</c> in the user's cache folder.</summary>
    public const string CacheVariable = "VOICELAKE_PACKAGE_CACHE";

    /// <summary>Restores all packages of a notebook together, so that one version of each is chosen.</summary>
    /// <param name="packages">The packages, in the order asked for.</param>
    /// <param name="sources">Sources beside those of the NuGet configuration.</param>
    /// <param name="folder">The notebook's folder: a NuGet.config there or above counts.</param>
    /// <param name="ct">Ends the restore.</param>
    /// <remarks>The same request is answered from the cache, without the network: a version without a number stays what it first became.</remarks>
    /// <exception cref="PackageRestoreException">A package or version cannot be found.</exception>
    public static async Task<PackageRestore> RestoreAsync(
        IReadOnlyList<PackageRequest> packages, IReadOnlyList<string> sources, string folder, CancellationToken ct)
    {
        if (FindCached(packages, sources, folder) is { } cached)
        {
            return cached;
        }

        var project = ProjectText(packages, sources, folder);
        var home = HomeOf(project);

        // Restored beside its place and then moved there: two notebooks that want the same packages never see half of it.
        var work = home + "-" + Guid.NewGuid().ToString("N")[..8];
        Directory.CreateDirectory(work);
        try
        {
            await File.WriteAllTextAsync(Path.Combine(work, "packages.csproj"), project, ct);
            await RunAsync(work, packages, ct);
            Publish(work, home);
        }
        finally
        {
            if (Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }
        }

        return FindCached(packages, sources, folder)
            ?? throw new PackageRestoreException("The packages were restored, but their files are not in the package folder.", []);
    }

    /// <summary>The answer to a request that was restored before; null when it was not, or its files have gone since.</summary>
    public static PackageRestore? FindCached(IReadOnlyList<PackageRequest> packages, IReadOnlyList<string> sources, string folder) =>
        AssetsIn(HomeOf(ProjectText(packages, sources, folder))) is var assets && File.Exists(assets) ? ProjectAssets.TryRead(assets) : null;

    private static string HomeOf(string project) =>
        Path.Combine(CacheFolder(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project)))[..20]);

    private static string AssetsIn(string home) => Path.Combine(home, "obj", "project.assets.json");

    private static void Publish(string work, string home)
    {
        if (Directory.Exists(home))
        {
            File.Copy(AssetsIn(work), AssetsIn(home), overwrite: true);
            return;
        }

        try
        {
            Directory.Move(work, home);
        }
        catch (IOException) when (Directory.Exists(home))
        {
            // Another notebook was first with the same packages.
        }
    }

    private static async Task RunAsync(string work, IReadOnlyList<PackageRequest> packages, CancellationToken ct)
    {
        var dotnet = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        var start = new ProcessStartInfo(File.Exists(dotnet) ? Path.GetFullPath(dotnet) : "dotnet", ["restore", "--nologo", "-v", "quiet", "packages.csproj"])
        {
            WorkingDirectory = work,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var error = process.StandardError.ReadToEndAsync(ct);
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
        {
            var lines = (await output + "\n" + await error).Split('\n').Where(line => !line.Contains(": warning ", StringComparison.Ordinal)).Select(Reason).Where(line => line.Length > 0).Distinct().ToList();
            var names = string.Join(", ", packages.Select(p => p.Version == "*" ? p.Name : $"{p.Name} {p.Version}"));
            throw new PackageRestoreException($"Packages could not be restored ({names}): {lines.FirstOrDefault() ?? "dotnet restore failed"}", lines);
        }
    }

    /// <summary>A line of MSBuild without the name of the temporary project around it.</summary>
    private static string Reason(string line)
    {
        var text = line.Trim();
        var at = text.IndexOf("error ", StringComparison.Ordinal);
        text = at >= 0 ? text[(at + "error ".Length)..] : text;
        var project = text.LastIndexOf(" [", StringComparison.Ordinal);
        return project > 0 ? text[..project] : text;
    }

    private static string CacheFolder()
    {
        if (Environment.GetEnvironmentVariable(CacheVariable) is { Length: > 0 } named)
        {
            return Path.GetFullPath(named);
        }

        var cache = OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache");
        return Path.Combine(cache, "voicelake", "packages");
    }

    private static string ProjectText(IReadOnlyList<PackageRequest> packages, IReadOnlyList<string> sources, string folder)
    {
        var items = packages.Select(p => $"""    <PackageReference Include="{SecurityElement.Escape(p.Name)}" Version="{SecurityElement.Escape(p.Version)}" />""");
        return $"""
            <Project>
              <PropertyGroup>
                <ImportDirectoryBuildProps>false</ImportDirectoryBuildProps>
                <ImportDirectoryBuildTargets>false</ImportDirectoryBuildTargets>
                <ImportDirectoryPackagesProps>false</ImportDirectoryPackagesProps>
              </PropertyGroup>
              <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
              <PropertyGroup>
                <TargetFramework>net{Environment.Version.Major}.{Environment.Version.Minor}</TargetFramework>
                <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
                <RestoreRootConfigDirectory>{SecurityElement.Escape(folder)}</RestoreRootConfigDirectory>
                <RestoreAdditionalProjectSources>{SecurityElement.Escape(string.Join(';', sources))}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
            {string.Join('\n', items)}
              </ItemGroup>
              <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
            </Project>
            """;
    }
}
