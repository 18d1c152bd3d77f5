namespace VoiceLake.Notebooks.Documents;

/// <summary>What a notebook's cell holds.</summary>
public enum CellKind
{
    /// <summary>Code that runs.</summary>
    Code,

    /// <summary>Prose in Markdown.</summary>
    Markdown,

    /// <summary>Text that front ends leave alone.</summary>
    Raw,
}
