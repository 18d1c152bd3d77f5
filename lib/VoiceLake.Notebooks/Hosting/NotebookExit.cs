namespace VoiceLake.Notebooks.Hosting;

/// <summary>A cell ended its notebook, successfully and before its last cell.</summary>
/// <param name="Value">What the notebook gives to whoever ran it; empty when it gave nothing.</param>
public sealed record NotebookExit(string Value);
