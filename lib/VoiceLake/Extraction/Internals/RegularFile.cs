using System.Formats.Tar;

namespace VoiceLake.Extraction.Internals;

/// <summary>Tells files from pipes, sockets and devices, which must not be opened: a pipe waits for somebody who writes.</summary>
internal static class RegularFile
{
    /// <summary>Refuses what is there and is no regular file.</summary>
    /// <exception cref="ExtractionException">It is a pipe, a socket or a device, or a link to what has no name.</exception>
    public static void Check(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
        {
            // As the pipes of /dev/fd are.
            file = target.Exists ? target : throw new ExtractionException($"{path}: it is a link to '{target.FullName}', which is no file: mend the link, or save the sound as a file.");
        }

        if (file.Exists && file.Length == 0 && !IsRegular(file.FullName))
        {
            throw new ExtractionException($"{path}: it is not a regular file, but a pipe, a socket or a device: save the sound as a file and name that.");
        }
    }

    /// <summary>Whether a path without bytes is a file. .NET names the kinds of files nowhere but in the headers of tar, for which it opens none of the others.</summary>
    private static bool IsRegular(string path)
    {
        using var headers = new MemoryStream();
        try
        {
            using (var tar = new TarWriter(headers, TarEntryFormat.Pax, leaveOpen: true))
            {
                tar.WriteEntry(path, "entry");
            }
        }
        catch (IOException)
        {
            // Of sockets there are no headers.
            return false;
        }

        headers.Position = 0;
        using var entries = new TarReader(headers);
        return entries.GetNextEntry()?.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile;
    }
}
