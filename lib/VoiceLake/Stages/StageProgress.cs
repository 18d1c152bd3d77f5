namespace VoiceLake.Stages;

/// <summary>How far a stage has come, reported through <see cref="IProgress{T}"/>.</summary>
/// <remarks>Notebook: 01-extract-to-bronze</remarks>
/// <param name="Stage"><c>bronze</c>, <c>silver</c> or <c>gold</c>.</param>
/// <param name="ItemsDone">Items finished: good, quarantined or unchanged.</param>
/// <param name="ItemsTotal">Items in all, where known.</param>
/// <param name="BytesDone">Bytes read from the source.</param>
/// <param name="BytesTotal">Bytes in all, where known.</param>
/// <param name="Current">The item at hand.</param>
public sealed record StageProgress(string Stage, long ItemsDone, long? ItemsTotal, long BytesDone = 0, long? BytesTotal = null, string? Current = null);
