using System.Text.Json;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.DataSamples;

/// <summary>What <c>data-samples/index.json</c> promises of each archive.</summary>
internal sealed record SampleIndex(IReadOnlyList<SampleArchive> Archives)
{
    public static string Folder { get; } = Repository.PathOf("data-samples");

    public static IReadOnlyList<SampleArchive> All { get; } =
        JsonSerializer.Deserialize<SampleIndex>(File.ReadAllText(Path.Combine(Folder, "index.json")), JsonSerializerOptions.Web)!.Archives;
}

/// <summary>One archive of the index.</summary>
internal sealed record SampleArchive(string File, string User, string Gender, string? Language, int Clips, IReadOnlyList<string> Defects)
{
    public string Name => Path.GetFileNameWithoutExtension(File);
}
