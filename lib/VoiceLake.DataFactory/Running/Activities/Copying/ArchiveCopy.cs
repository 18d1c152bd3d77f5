using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using VoiceLake.DataFactory.Running.Formats;
using VoiceLake.DataFactory.Running.Stores;
using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Running.Activities.Copying;

/// <summary>Unpacks archives into a folder of a lake; an archive of a web server is had whole before its first file is written.</summary>
internal sealed class ArchiveCopy(LakePlace sink, Compression compression, bool keepsName, CopyTally tally)
{
    private const int UnixTypeMask = 0xF000;
    private const int UnixFile = 0x8000;

    private static readonly string[] Extensions = [".tar.gz", ".tgz", ".zip", ".gz"];

    public async Task RunAsync(SourceFile source, CancellationToken cancellationToken)
    {
        await using var packed = await HaveAsync(source, cancellationToken);
        var folder = keepsName ? FolderOf(source) + "/" : "";
        try
        {
            await foreach (var (name, content) in EntriesAsync(source, packed, cancellationToken))
            {
                await using (content)
                {
                    var written = await sink.Lake.Store.PutAsync(sink.FileAt(folder + Checked(name, source)), content, PutCondition.Overwrite, cancellationToken);
                    tally.DataWritten += written.Length;
                    tally.FilesWritten++;
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new WorkException(WorkException.Format, $"'{source}' is no whole archive of type {compression.Kind}: {e.Message}", e);
        }

        tally.DataRead += packed.Length;
        tally.FilesRead++;
    }

    /// <summary>The archive as a file that can be searched.</summary>
    private static async Task<Stream> HaveAsync(SourceFile source, CancellationToken cancellationToken)
    {
        if (source.Lake is { } file && await file.Store.OpenReadAsync(file.Object.Path, cancellationToken: cancellationToken) is var opened)
        {
            if (opened.CanSeek)
            {
                return opened;
            }

            await opened.DisposeAsync();
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 65_536, Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var spool = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
        try
        {
            await using var content = await source.OpenAsync(cancellationToken);
            await content.CopyToAsync(spool, cancellationToken);
            spool.Position = 0;
            return spool;
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    private IAsyncEnumerable<(string Name, Stream Content)> EntriesAsync(SourceFile source, Stream packed, CancellationToken cancellationToken) =>
        compression.Kind == Compression.Zip ? ZipAsync(source, packed, cancellationToken) : TarAsync(source, packed, cancellationToken);

    private static async IAsyncEnumerable<(string Name, Stream Content)> ZipAsync(SourceFile source, Stream packed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var archive = await ZipArchive.CreateAsync(packed, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        foreach (var entry in archive.Entries.Where(entry => entry.FullName is not ([.., '/'] or [.., '\\'])))
        {
            if (((entry.ExternalAttributes >> 16) & UnixTypeMask) is not (0 or UnixFile))
            {
                throw Special(source, entry.FullName, "a link or a device");
            }

            yield return (entry.FullName, new ChecksumStream(await entry.OpenAsync(cancellationToken), entry.Crc32));
        }
    }

    private static async IAsyncEnumerable<(string Name, Stream Content)> TarAsync(SourceFile source, Stream packed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var plain = new WholeGzip(packed);
        await using var archive = new TarReader(plain, leaveOpen: true);
        while (await archive.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            switch (entry.EntryType)
            {
                case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                    yield return (entry.Name, entry.DataStream ?? Stream.Null);
                    break;
                case TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes or TarEntryType.DirectoryList:
                    break;
                default:
                    throw Special(source, entry.Name, $"a {entry.EntryType}");
            }
        }

        // What stands behind the last entry has the checksum of the whole: reading it shows that nothing is missing.
        await plain.CopyToAsync(Stream.Null, cancellationToken);
    }

    private static WorkException Special(SourceFile source, string name, string what) =>
        new(WorkException.Format, $"'{source}': its entry '{name}' is {what}, which no lake can hold: pack the archive without links and devices.");

    private static string FolderOf(SourceFile source)
    {
        var name = source.Relative;
        var extension = Extensions.FirstOrDefault(end => name.Length > end.Length && name.EndsWith(end, StringComparison.OrdinalIgnoreCase)) ?? "";
        return name.Length > 0 ? name[..^extension.Length]
            : throw new WorkException(WorkException.Invalid, $"'{source}' has no file's name at its end to name a folder by: set the preserve… property of compressionProperties to false.");
    }

    private static string Checked(string name, SourceFile source)
    {
        var parts = name.Replace('\\', '/').Split('/').SkipWhile(part => part == ".").ToArray();
        return parts.Length > 0 && parts.All(part => part is not ("" or "." or "..") && !part.Contains(':') && !part.Contains('\0'))
            ? string.Join('/', parts)
            : throw new WorkException(WorkException.Format, $"'{source}': its entry '{name}' would leave the folder it is unpacked into, or is no file's name: nothing more of it was unpacked.");
    }
}
