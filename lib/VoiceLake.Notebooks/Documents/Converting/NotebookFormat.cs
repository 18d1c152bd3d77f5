namespace VoiceLake.Notebooks.Documents.Converting;

/// <summary>A form a notebook can be kept in.</summary>
public enum NotebookFormat
{
    /// <summary>.ipynb, nbformat 4: holds everything.</summary>
    Jupyter,

    /// <summary>.dib of .NET Interactive: text, cells and their languages.</summary>
    Dib,

    /// <summary>.cs in percent format: a C# script whose cells start at <c>// %%</c>, with tags and metadata.</summary>
    Percent,
}
