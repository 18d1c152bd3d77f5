namespace VoiceLake.Notebooks.LanguageServices;

/// <summary>What is wrong with a cell, found without running it.</summary>
/// <param name="Severity"><c>error</c>, <c>warning</c> or <c>information</c>.</param>
/// <param name="Id">The compiler's number such as <c>CS0103</c>, or <c>MagicError</c>, <c>ReferenceError</c>, <c>PackageError</c>.</param>
/// <param name="Message">The message.</param>
/// <param name="Start">Where it begins, in UTF-16 units from the cell's start.</param>
/// <param name="End">Where it ends.</param>
public sealed record CellDiagnostic(string Severity, string Id, string Message, int Start, int End);
