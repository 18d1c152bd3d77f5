namespace VoiceLake.Notebooks.Documents;

/// <summary>A notebook file is not what its format says; the message names the file, the place and what was expected there.</summary>
public sealed class NotebookFormatException : FormatException
{
    /// <summary>Names the file and what is wrong in it.</summary>
    public NotebookFormatException(string file, string detail, Exception? inner = null)
        : base($"{file}: {detail}", inner) => File = file;

    /// <summary>The file as the caller named it.</summary>
    public string File { get; }
}
