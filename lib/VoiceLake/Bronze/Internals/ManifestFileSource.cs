namespace VoiceLake.Bronze.Internals;

/// <summary>A manifest in a local file.</summary>
internal sealed class ManifestFileSource(string path) : SubmissionSource(Path.GetFileName(path))
{
    internal override async Task<SourceSession> ConnectAsync(SourceClient client, CancellationToken cancellationToken) =>
        SourceSession.Open(Manifest.Parse(await File.ReadAllTextAsync(path, cancellationToken), Address), "a manifest");
}
