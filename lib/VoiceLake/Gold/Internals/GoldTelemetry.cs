using System.Diagnostics.Metrics;
using VoiceLake.Telemetry;

namespace VoiceLake.Gold.Internals;

/// <summary>Tells of the clips of gold.</summary>
internal static class GoldTelemetry
{
    private static readonly Counter<long> Clips = VoiceLakeTelemetry.Meter.CreateCounter<long>("voicelake.gold.clips", "{clip}", "Clips of silver, by what became of them.");
    private static readonly Counter<long> Windows = VoiceLakeTelemetry.Meter.CreateCounter<long>("voicelake.gold.windows", "{window}", "Rows written to gold.windows.");

    /// <summary>Counts what a run leaves alone.</summary>
    public static void AddUnchanged(long clips) => Clips.Add(clips, "unchanged");

    /// <summary>Counts what a commit holds.</summary>
    public static void AddCommit(long clips, long windows, long removed)
    {
        Clips.Add(clips, "good");
        Clips.Add(removed, "removed");
        Windows.Add(windows);
    }
}
