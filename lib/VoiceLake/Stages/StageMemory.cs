using System.Runtime;

namespace VoiceLake.Stages;

/// <summary>Gives memory back at the places of a stage where nearly all large objects are known to be garbage.</summary>
/// <remarks>
/// Samples are large objects. On a machine with much memory the collector lets them pile up and leaves holes between them, so that the
/// peak would grow with the corpus. Once in minutes of speech this costs milliseconds beside seconds of computing, and makes the bound one.
/// </remarks>
internal static class StageMemory
{
    public static void Release()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
    }
}
