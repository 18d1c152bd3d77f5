using VoiceLake.Lake;

namespace VoiceLake.Extraction.Internals;

/// <summary>A table that rows of clips go to.</summary>
/// <param name="Grid">What tells it from the others of an extraction.</param>
/// <param name="Schema">Its columns.</param>
/// <param name="Features">How many of them are features.</param>
internal sealed record ClipTable(string Grid, TableSchema Schema, int Features);
