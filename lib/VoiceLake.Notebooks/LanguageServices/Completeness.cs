namespace VoiceLake.Notebooks.LanguageServices;

/// <summary>Whether a cell is finished, for consoles that decide between running it and asking for another line.</summary>
/// <param name="Status"><c>complete</c>, <c>incomplete</c>, <c>invalid</c>, or <c>unknown</c> when there is no process to ask.</param>
/// <param name="Indent">The white space the next line begins with; empty unless incomplete.</param>
public sealed record Completeness(string Status, string Indent);
