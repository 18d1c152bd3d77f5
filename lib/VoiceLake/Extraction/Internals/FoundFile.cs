namespace VoiceLake.Extraction.Internals;

/// <summary>A file that was found.</summary>
/// <param name="Path">As it was given, with what was found below it.</param>
/// <param name="Relative">Its path in the folder that was given, with <c>/</c>.</param>
internal sealed record FoundFile(string Path, string Relative)
{
    /// <summary>A path as it is written everywhere.</summary>
    public static string Portable(string path) => path.Replace('\\', '/');
}
