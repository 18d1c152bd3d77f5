using System.Buffers;
using System.Text;

namespace VoiceLake.Notebooks.Documents;

/// <summary>Reads and writes notebooks' files: UTF-8, whole or not at all.</summary>
internal static class NotebookFile
{
    private static readonly byte[] LittleEndian = [0xFF, 0xFE];
    private static readonly byte[] BigEndian = [0xFE, 0xFF];

    /// <summary>The file's text as UTF-8, without byte order mark.</summary>
    /// <exception cref="NotebookFormatException">The file is in another encoding: letters would be lost in silence.</exception>
    public static byte[] WithoutMark(byte[] file, string path, out bool hadMark)
    {
        hadMark = file.AsSpan().StartsWith(Encoding.UTF8.Preamble);
        var utf8 = hadMark ? file[Encoding.UTF8.Preamble.Length..] : file;
        if (utf8.AsSpan().StartsWith(LittleEndian) || utf8.AsSpan().StartsWith(BigEndian))
        {
            throw new NotebookFormatException(path, "the file is UTF-16: save it as UTF-8");
        }

        for (var at = 0; at < utf8.Length;)
        {
            if (Rune.DecodeFromUtf8(utf8.AsSpan(at), out _, out var length) != OperationStatus.Done)
            {
                throw new NotebookFormatException(path, FormattableString.Invariant($"byte {at + 1} is not UTF-8: save the file as UTF-8"));
            }

            at += length;
        }

        return utf8;
    }

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
