namespace VoiceLake.Extraction;

/// <summary>What became of the files of an extraction.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
/// <param name="Clips">Files whose features were written.</param>
/// <param name="Failures">Files that could not be read or computed, in the order of the files.</param>
/// <param name="Folders">Folders that could not be searched.</param>
/// <param name="Warnings">Files whose features were written, but that are not what their headers promise, in the order of the files.</param>
/// <param name="Outputs">The tables that were written; none where no clip succeeded.</param>
public sealed record ExtractionReport(
    int Clips, IReadOnlyList<ExtractionFailure> Failures, IReadOnlyList<ExtractionFailure> Folders, IReadOnlyList<ExtractionWarning> Warnings, IReadOnlyList<ExtractionOutput> Outputs)
{
    /// <summary>Whether every file that was asked for has its features in the tables.</summary>
    public bool Succeeded => Failures.Count == 0 && Folders.Count == 0;
}

/// <summary>A file that has no row, or a folder whose files have none.</summary>
/// <param name="File">Its path.</param>
/// <param name="Reason">The file, what is wrong with it, where, and what to do.</param>
public sealed record ExtractionFailure(string File, string Reason);

/// <summary>A file that was computed as far as it goes.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Reason">The file, what it promises and what it holds.</param>
public sealed record ExtractionWarning(string File, string Reason);

/// <summary>A table that was written.</summary>
/// <param name="File">The table's path.</param>
/// <param name="Rows">How many rows it holds.</param>
/// <param name="Features">How many of its columns are features.</param>
public sealed record ExtractionOutput(string File, long Rows, int Features);

/// <summary>How far an extraction has come.</summary>
/// <param name="Done">Files read, good or bad; 0 where a folder could not be searched.</param>
/// <param name="Total">Files in all.</param>
/// <param name="Failure">What went wrong with the file just read, or with a folder; null where nothing did.</param>
/// <param name="Warning">What is odd about the file just read; null where nothing is.</param>
public sealed record ExtractionProgress(int Done, int Total, ExtractionFailure? Failure = null, ExtractionWarning? Warning = null);

/// <summary>Files or folders that cannot be taken, or a table that cannot be written; the message names the remedy.</summary>
/// <param name="message">What is wrong and what to do.</param>
public sealed class ExtractionException(string message) : Exception(message);
