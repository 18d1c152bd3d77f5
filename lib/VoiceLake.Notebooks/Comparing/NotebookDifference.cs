namespace VoiceLake.Notebooks.Comparing;

/// <summary>One place in which two notebooks differ.</summary>
/// <param name="OldCell">The cell's place in the old notebook, from 1; <c>null</c> where it is only in the new.</param>
/// <param name="NewCell">The cell's place in the new notebook, from 1; <c>null</c> where it is only in the old.</param>
/// <param name="Id">The cell's id.</param>
/// <param name="Part">What differs: <c>cell</c>, <c>place</c>, <c>kind</c>, <c>source</c>, <c>attachments</c>, <c>tags</c>, <c>execution count</c> or <c>output</c>.</param>
/// <param name="Output">The output's place in its cell, from 1, pieces of one stream counted together; <c>null</c> for other parts.</param>
/// <param name="Mime">The mime type of what differs in the output; <c>stdout</c>, <c>stderr</c> or <c>error</c> for those.</param>
/// <param name="Old">The old text, sanitised; <c>null</c> where there is none.</param>
/// <param name="New">The new text, sanitised; <c>null</c> where there is none.</param>
public sealed record NotebookDifference(int? OldCell, int? NewCell, string Id, string Part, int? Output, string? Mime, string? Old, string? New);
