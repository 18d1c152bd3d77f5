namespace VoiceLake.Bronze.Internals;

/// <summary>An index page or a manifest behind a URL; the first character of the answer tells which.</summary>
internal sealed class HttpSource(Uri address) : SubmissionSource(address.AbsoluteUri)
{
    internal override async Task<SourceSession> ConnectAsync(SourceClient client, CancellationToken cancellationToken)
    {
        var (text, found) = await client.ReadTextAsync(address, cancellationToken);
        // A manifest names hosts as it likes: they are as far from the user's word as redirects are.
        client.Origin = address;
        return text.AsSpan().TrimStart('\uFEFF').TrimStart() is ['[' or '{', ..]
            ? SourceSession.Open(Manifest.Parse(text, Address), "a manifest")
            : SourceSession.Open(IndexPage.Parse(text, found), "a page");
    }
}
