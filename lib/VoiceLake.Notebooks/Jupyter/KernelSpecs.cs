using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VoiceLake.Notebooks.Hosting;

namespace VoiceLake.Notebooks.Jupyter;

/// <summary>Makes the kernel known to Jupyter clients, in the folders where they look.</summary>
/// <remarks>Source: Jupyter's documentation of kernels, "Kernel specs", and of its folders, "Data files".</remarks>
public static partial class KernelSpecs
{
    /// <summary>The name that .NET notebooks ask for.</summary>
    public const string DefaultName = ".net-csharp";

    /// <summary>The name that people choose it by.</summary>
    public const string DisplayName = ".NET (C#)";

    private const string SpecFile = "kernel.json";
    private static readonly string[] Logos = ["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The folder of a user's kernels.</summary>
    /// <remarks>A home folder that is not there yet counts too: without it the kernel would be installed into the working directory.</remarks>
    public static string UserFolder() => UserFolder(
        CurrentSystem(), Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify));

    /// <summary>The folder of a user's kernels on a system.</summary>
    /// <param name="system">Windows, macOS, or another.</param>
    /// <param name="variable">The environment; null where it has no such variable.</param>
    /// <param name="home">The user's own folder.</param>
    internal static string UserFolder(OSPlatform system, Func<string, string?> variable, string home)
    {
        string? Named(string name) => variable(name) is { Length: > 0 } named ? named : null;
        var data = Named("JUPYTER_DATA_DIR") is { } jupyter ? Path.GetFullPath(jupyter)
            : system == OSPlatform.Windows ? Path.Combine(Named("APPDATA") ?? Path.Combine(home, "AppData", "Roaming"), "jupyter")
            : system == OSPlatform.OSX ? Path.Combine(home, "Library", "Jupyter")
            : Path.Combine(Named("XDG_DATA_HOME") ?? Path.Combine(home, ".local", "share"), "jupyter");
        return Path.Combine(data, "kernels");
    }

    /// <summary>The folder of the kernels under a prefix, such as a Python environment's.</summary>
    public static string PrefixFolder(string prefix) => Path.GetFullPath(Path.Combine(prefix, "share", "jupyter", "kernels"));

    /// <summary>Writes the kernel's spec and logos; returns their folder.</summary>
    /// <param name="kernels">The folder of kernels.</param>
    /// <param name="name">The kernel's name: letters of ASCII, digits, <c>.</c>, <c>_</c>, <c>-</c>.</param>
    /// <param name="force">Whether the spec of another program may be replaced.</param>
    /// <exception cref="KernelSpecException">The name cannot be one, or belongs to another program.</exception>
    public static string Install(string kernels, string name = DefaultName, bool force = false)
    {
        var folder = FolderOf(kernels, name);
        if (!force && Directory.Exists(folder) && !IsOurs(folder))
        {
            throw new KernelSpecException($"Another program has a kernel '{name}' in '{folder}': choose another --name, or replace it with --force.");
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, SpecFile), Spec(name).ToJsonString(Indented) + "\n");
        foreach (var logo in Logos)
        {
            using var image = typeof(KernelSpecs).Assembly.GetManifestResourceStream($"VoiceLake.Notebooks.Jupyter.Assets.{logo}")!;
            using var file = File.Create(Path.Combine(folder, logo));
            image.CopyTo(file);
        }

        return folder;
    }

    /// <summary>Removes the kernel's spec; false if there is none.</summary>
    /// <param name="kernels">The folder of kernels.</param>
    /// <param name="name">The kernel's name.</param>
    /// <exception cref="KernelSpecException">The name belongs to another program.</exception>
    public static bool Uninstall(string kernels, string name = DefaultName)
    {
        var folder = FolderOf(kernels, name);
        if (!Directory.Exists(folder))
        {
            return false;
        }

        if (!IsOurs(folder))
        {
            throw new KernelSpecException($"The kernel '{name}' in '{folder}' is another program's: remove it with that one.");
        }

        Directory.Delete(folder, recursive: true);
        return true;
    }

    private static JsonObject Spec(string name) => new()
    {
        ["argv"] = new JsonArray([.. ChildProgram.CommandLine().Append(JupyterKernel.Command).Append("{connection_file}").Select(word => (JsonNode)word)]),
        ["display_name"] = name == DefaultName ? DisplayName : $"{DisplayName} · {name}",
        ["language"] = "C#",
        ["interrupt_mode"] = "message",
        ["metadata"] = new JsonObject { ["implementation"] = "voicelake" },
    };

    private static bool IsOurs(string folder)
    {
        var file = Path.Combine(folder, SpecFile);
        try
        {
            return File.Exists(file)
                ? JsonNode.Parse(File.ReadAllText(file))?["metadata"]?["implementation"]?.ToString() == "voicelake"
                : !Directory.EnumerateFileSystemEntries(folder).Any();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // What cannot be read is not ours.
            return false;
        }
    }

    private static string FolderOf(string kernels, string name) => Name().IsMatch(name)
        ? Path.Combine(kernels, name)
        : throw new KernelSpecException($"'{name}' cannot be the name of a kernel: use letters, digits, '.', '_' and '-'.");

    private static OSPlatform CurrentSystem() =>
        OperatingSystem.IsWindows() ? OSPlatform.Windows : OperatingSystem.IsMacOS() ? OSPlatform.OSX : OSPlatform.Linux;

    [GeneratedRegex(@"^[A-Za-z0-9._-]*[A-Za-z0-9_-][A-Za-z0-9._-]*\z")]
    private static partial Regex Name();
}

/// <summary>A kernel spec cannot be written or removed; the message says why and what to do.</summary>
public sealed class KernelSpecException(string message) : Exception(message);
