namespace VoiceLake.Notebooks.Documents.Converting;

/// <summary>A notebook in another form.</summary>
/// <param name="Text">The file's text.</param>
/// <param name="Losses">What the form cannot hold, counted, such as <c>3 outputs</c>; empty where it holds everything.</param>
/// <param name="Notes">What a reader of the file should know, nothing of it lost.</param>
public sealed record ConvertedNotebook(string Text, IReadOnlyList<string> Losses, IReadOnlyList<string> Notes);
