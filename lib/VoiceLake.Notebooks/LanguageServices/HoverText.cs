namespace VoiceLake.Notebooks.LanguageServices;

/// <summary>What a name stands for, with its documentation.</summary>
/// <param name="Plain">For a terminal.</param>
/// <param name="Markdown">For an editor; names and texts of the code are escaped.</param>
public sealed record HoverText(string Plain, string Markdown);
