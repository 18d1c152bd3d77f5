using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Jupyter;

/// <summary>How the kernel introduces itself.</summary>
internal static class KernelInfo
{
    public static JsonObject Reply() => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = KernelVoice.ProtocolVersion,
        ["implementation"] = "voicelake",
        ["implementation_version"] = Version(),
        ["language_info"] = Language(),
        ["banner"] = $"C# on {RuntimeInformation.FrameworkDescription}, by VoiceLake {Version()}. #!lsmagic lists the magic commands.",
        ["debugger"] = false,
        ["help_links"] = new JsonArray(
            Link("C# reference", "https://learn.microsoft.com/dotnet/csharp/"),
            Link(".NET API browser", "https://learn.microsoft.com/dotnet/api/")),
    };

    private static JsonObject Language() => new()
    {
        ["name"] = "C#",
        ["version"] = "14.0",
        ["mimetype"] = "text/x-csharp",
        ["file_extension"] = ".cs",
        ["pygments_lexer"] = "csharp",
        ["codemirror_mode"] = "text/x-csharp",
    };

    private static JsonObject Link(string text, string url) => new() { ["text"] = text, ["url"] = url };

    private static string Version() => typeof(KernelInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
