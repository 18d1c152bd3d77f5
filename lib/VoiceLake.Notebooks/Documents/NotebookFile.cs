namespace VoiceLake.Notebooks.Documents;

/// <summary>Writes a file whole or not at all.</summary>
internal static class NotebookFile
{
    /// <summary>Writes first under a temporary name beside the target, then renames.</summary>
    public static async Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var temporary = full + ".tmp";
        await File.WriteAllBytesAsync(temporary, content, cancellationToken);
        File.Move(temporary, full, overwrite: true);
    }
}
