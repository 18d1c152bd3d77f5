using System.IO.Compression;
using System.Runtime.InteropServices;

namespace VoiceLake.Notebooks.Tests.Support;

/// <summary>Makes small packages for notebooks to reference.</summary>
public static class PackageFile
{
    /// <summary>Writes a package with one assembly and, as its native part, a library <c>lib…native</c> that loads.</summary>
    public static void Write(string feed, string id, string version, string assembly, string dependencies = "")
    {
        Directory.CreateDirectory(feed);
        using var package = ZipFile.Open(Path.Combine(feed, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        using (var spec = new StreamWriter(package.CreateEntry($"{id}.nuspec").Open()))
        {
            spec.Write($"""
                <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
                <id>{id}</id><version>{version}</version><authors>test</authors><description>test</description>
                <dependencies><group targetFramework="net8.0">{dependencies}</group></dependencies></metadata></package>
                """);
        }

        package.CreateEntryFromFile(assembly, $"lib/net8.0/{id}.dll");

        // Any library that loads will do as the native part: the runtime's own is at hand.
        var extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        var native = Directory.GetFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*System.Native" + extension).First();
        var name = id.ToLowerInvariant().Replace(".", "", StringComparison.Ordinal);
        package.CreateEntryFromFile(native, $"runtimes/{RuntimeInformation.RuntimeIdentifier}/native/lib{name}native{extension}");
    }
}
