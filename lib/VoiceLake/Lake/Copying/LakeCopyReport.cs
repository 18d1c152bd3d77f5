namespace VoiceLake.Lake.Copying;

/// <summary>What a copy did.</summary>
/// <remarks>Notebook: 00-setup</remarks>
/// <param name="Copied">Objects written.</param>
/// <param name="CopiedBytes">Their bytes.</param>
/// <param name="Kept">Objects that the target had already.</param>
/// <param name="Deleted">Objects deleted in the target.</param>
/// <param name="Left">Objects that only the target of a mirror has and that were not deleted, because something could not be copied.</param>
/// <param name="Failures">What could not be copied.</param>
public sealed record LakeCopyReport(int Copied, long CopiedBytes, int Kept, int Deleted, int Left, IReadOnlyList<LakeCopyFailure> Failures)
{
    /// <summary>Objects that were not tried any more, because the first ones of their container were all refused for the same reason.</summary>
    public int NotTried { get; init; }

    /// <summary>Of a dry run what would be copied, in its order; empty otherwise.</summary>
    public IReadOnlyList<LakeObject> ToCopy { get; init; } = [];

    /// <summary>Of a dry run what would be deleted, in its order; empty otherwise.</summary>
    public IReadOnlyList<LakePath> ToDelete { get; init; } = [];
}

/// <summary>An object or a table that could not be copied.</summary>
/// <remarks>Notebook: 00-setup</remarks>
/// <param name="Path">The object, or the table's folder.</param>
/// <param name="Reason">Why, and what to do.</param>
public sealed record LakeCopyFailure(LakePath Path, string Reason);

/// <summary>How far a copy is.</summary>
/// <remarks>Notebook: 00-setup</remarks>
/// <param name="Objects">Objects done.</param>
/// <param name="AllObjects">Objects to copy in all.</param>
/// <param name="Bytes">Bytes written, those of an earlier try included.</param>
/// <param name="AllBytes">Bytes to copy in all.</param>
/// <param name="Failure">What has just failed; null otherwise.</param>
public sealed record LakeCopyProgress(int Objects, int AllObjects, long Bytes, long AllBytes, LakeCopyFailure? Failure);
