namespace VoiceLake.DataFactory.Running.Activities.Copying;

/// <summary>What one copy has read and written so far.</summary>
internal sealed class CopyTally
{
    /// <summary>Bytes of the source; of a copy that went on where an earlier try ended, the bytes of that try too.</summary>
    public long DataRead { get; set; }

    public long DataWritten { get; set; }

    public int FilesRead { get; set; }

    public int FilesWritten { get; set; }

    /// <summary>Rows read; null for a binary copy.</summary>
    public long? RowsRead { get; set; }

    public long RowsCopied { get; set; }

    /// <summary>Bytes that an earlier try had brought.</summary>
    public long Resumed { get; set; }
}
