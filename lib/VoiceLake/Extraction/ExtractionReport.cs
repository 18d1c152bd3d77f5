namespace VoiceLake.Extraction;

/// <summary>What became of the files of an extraction.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
/// <param name="Clips">Files whose features were written.</param>
/// <param name="Failures">Files that could not be read or computed, in the order of the files.</param>
/// <param name="Outputs">The tables that were written.</param>
public sealed record ExtractionReport(int Clips, IReadOnlyList<ExtractionFailure> Failures, IReadOnlyList<ExtractionOutput> Outputs);

/// <summary>A file that has no row.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Reason">The file, what is wrong with it, where, and what to do.</param>
public sealed record ExtractionFailure(string File, string Reason);

/// <summary>A table that was written.</summary>
/// <param name="File">The table's path.</param>
/// <param name="Rows">How many rows it holds.</param>
/// <param name="Features">How many of its columns are features.</param>
public sealed record ExtractionOutput(string File, long Rows, int Features);

/// <summary>How far an extraction has come.</summary>
/// <param name="Done">Files read, good or bad.</param>
/// <param name="Total">Files in all.</param>
/// <param name="Failure">What went wrong with the file just read; null where nothing did.</param>
public sealed record ExtractionProgress(int Done, int Total, ExtractionFailure? Failure = null);

/// <summary>Files or folders that cannot be taken, or a table that cannot be written; the message names the remedy.</summary>
/// <param name="message">What is wrong and what to do.</param>
public sealed class ExtractionException(string message) : Exception(message);
