using System.Globalization;
using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Running.History;

/// <summary>Where runs lie in a lake: a folder a run, named by its start and its id, so that the newest is found by name.</summary>
internal static class RunFiles
{
    public static LakePath Root { get; } = new("miscellaneous", "factory/runs/");

    public static LakePath Folder(PipelineRun run) =>
        Root.Child($"{run.RunStart.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfffffff", CultureInfo.InvariantCulture)}-{run.RunId}/");

    public static bool IsOf(LakePath folder, string runId) => folder.Name.EndsWith($"-{runId}/", StringComparison.OrdinalIgnoreCase);

    public static LakePath Run(LakePath folder) => folder with { Name = folder.Name + "run.json" };

    public static LakePath Activities(LakePath folder, int file) => folder with { Name = string.Create(CultureInfo.InvariantCulture, $"{folder.Name}activities-{file:D6}.jsonl") };
}
