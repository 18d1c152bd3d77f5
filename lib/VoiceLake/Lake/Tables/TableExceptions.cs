namespace VoiceLake.Lake;

/// <summary>There is no table of this name, or no such version of it.</summary>
public sealed class LakeTableNotFoundException(string table, string message) : LakeException(message)
{
    /// <summary>The table's name.</summary>
    public string Table { get; } = table;
}

/// <summary>The rows do not fit the table; the message names the columns.</summary>
public sealed class LakeSchemaException(string table, string message) : LakeException(message)
{
    /// <summary>The table's name.</summary>
    public string Table { get; } = table;
}

/// <summary>Why a commit lost to another's.</summary>
public enum CommitConflict
{
    /// <summary>Another run added rows that this one would have had to see.</summary>
    ConcurrentAppend,

    /// <summary>Another run removed files that this one read or removes.</summary>
    ConcurrentDelete,

    /// <summary>Another run changed the table's schema or properties, or created it otherwise.</summary>
    MetadataChanged,

    /// <summary>Another run of the same application committed.</summary>
    ConcurrentTransaction,
}

/// <summary>A commit came too late and would undo or miss what another run did; nothing was changed.</summary>
public sealed class LakeConflictException(string table, long version, CommitConflict conflict, string message) : LakeException(message)
{
    /// <summary>The table's name.</summary>
    public string Table { get; } = table;

    /// <summary>The version that the other run committed.</summary>
    public long Version { get; } = version;

    /// <summary>What the two did to each other.</summary>
    public CommitConflict Conflict { get; } = conflict;
}
