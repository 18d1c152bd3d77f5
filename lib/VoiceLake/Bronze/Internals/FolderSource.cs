namespace VoiceLake.Bronze.Internals;

/// <summary>A folder, served on loopback and copied over HTTP like any other source, but recorded under an address that names no host or port.</summary>
internal sealed class FolderSource(string path) : SubmissionSource($"folder:///{Uri.EscapeDataString(new DirectoryInfo(path).Name)}/")
{
    internal override async Task<SourceSession> ConnectAsync(SourceClient client, CancellationToken cancellationToken)
    {
        var entries = ReadEntries();
        var server = await LoopbackServer.StartAsync(path, cancellationToken);
        try
        {
            var (text, found) = await client.ReadTextAsync(server.Address, cancellationToken);
            var listing = ToListing(IndexPage.Parse(text, found), entries);
            return listing.Items.Count > 0 ? new SourceSession(listing, server) : throw SourceSession.Empty(listing, "a folder", path);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The page's archives under the folder's address, links to nothing beside them, so that those are reported; and what was not looked at.</summary>
    private SubmissionListing ToListing(SubmissionListing served, IReadOnlyList<FileSystemInfo> entries)
    {
        var names = served.Items.Select(item => item.FileName).ToHashSet(StringComparer.Ordinal);
        var broken = entries.OfType<FileInfo>().Where(entry => entry.LinkTarget is not null && !names.Contains(entry.Name) && ArchiveName.IsArchive(entry.Name) && ArchiveName.IsPlain(entry.Name));
        var items = served.Items.Select(item => item with { BaseUrl = Address })
            .Concat(broken.Select(entry => new SubmissionItem(Address, Uri.EscapeDataString(entry.Name), entry.Name)))
            .OrderBy(item => item.FileName, StringComparer.Ordinal);
        var folders = entries.OfType<DirectoryInfo>().Select(entry => new IgnoredLink(entry.Name + "/", IgnoredReason.Folder));
        // What sorts the page and leads out of it is the server's, not the folder's.
        var others = served.Ignored.Where(link => link.Reason is not (IgnoredReason.Query or IgnoredReason.Elsewhere));
        return new SubmissionListing(Address, [.. items], [.. folders, .. others]);
    }

    private List<FileSystemInfo> ReadEntries()
    {
        try
        {
            return [.. new DirectoryInfo(path).EnumerateFileSystemInfos().Where(entry => !entry.Name.StartsWith('.')).OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SubmissionSourceException($"'{path}' may not be read by this program: change its permissions, or give another folder.", e);
        }
        catch (IOException e)
        {
            var remedy = SystemFault.HasNoHandles(e) ? SystemFault.MoreHandles : "Look after that folder and its disk, then run again.";
            throw new SubmissionSourceException($"'{path}' could not be listed: {e.Message.TrimEnd('.')}. {remedy}", e);
        }
    }
}
