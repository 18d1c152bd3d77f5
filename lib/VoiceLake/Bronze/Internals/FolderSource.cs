namespace VoiceLake.Bronze.Internals;

/// <summary>A folder, served on loopback and copied over HTTP like any other source, but recorded under an address that names no host or port.</summary>
internal sealed class FolderSource(string path) : SubmissionSource($"folder:///{Uri.EscapeDataString(new DirectoryInfo(path).Name)}/")
{
    internal override async Task<SourceSession> ConnectAsync(SourceClient client, CancellationToken cancellationToken)
    {
        var server = await LoopbackServer.StartAsync(path, cancellationToken);
        try
        {
            var (text, found) = await client.ReadTextAsync(server.Address, cancellationToken);
            var served = IndexPage.Parse(text, found);
            var listing = served with { Source = Address, Items = [.. served.Items.Select(item => item with { BaseUrl = Address })] };
            return listing.Items.Count > 0 ? new SourceSession(listing, server) : throw SourceSession.Empty(listing, "a folder");
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }
}
