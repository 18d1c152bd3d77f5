using VoiceLake.Bronze.Internals;

namespace VoiceLake.Bronze;

/// <summary>Reads an index page such as Apache's: links to archives directly below the page are submissions, all others are ignored and counted.</summary>
/// <remarks>Notebook: 01-extract-to-bronze</remarks>
public static class IndexPage
{
    /// <summary>The submissions of a page.</summary>
    /// <param name="html">The page's text.</param>
    /// <param name="address">Where the page was found, after redirects.</param>
    public static SubmissionListing Parse(string html, Uri address)
    {
        ArgumentNullException.ThrowIfNull(html);
        ArgumentNullException.ThrowIfNull(address);
        var folder = new Uri(address, ".");
        var items = new SortedDictionary<string, SubmissionItem>(StringComparer.Ordinal);
        var ignored = new List<IgnoredLink>();
        foreach (var reference in PageLinks.Of(html))
        {
            var (name, relative, reason) = Judge(reference, address, folder);
            if (reason is null && !items.TryAdd(name, new SubmissionItem(folder.AbsoluteUri, relative, name)))
            {
                reason = IgnoredReason.Duplicate;
            }

            if (reason is not null)
            {
                ignored.Add(new IgnoredLink(reference, reason.Value));
            }
        }

        return new SubmissionListing(folder.AbsoluteUri, [.. items.Values], ignored);
    }

    private static (string Name, string Relative, IgnoredReason? Reason) Judge(string reference, Uri address, Uri folder)
    {
        if (!Uri.TryCreate(address, reference, out var target)
            || target.Scheme != folder.Scheme
            || target.Authority != folder.Authority
            || !target.AbsolutePath.StartsWith(folder.AbsolutePath, StringComparison.Ordinal))
        {
            return ("", "", IgnoredReason.Elsewhere);
        }

        var relative = target.AbsolutePath[folder.AbsolutePath.Length..];
        if (target.Query.Length > 0)
        {
            return ("", "", IgnoredReason.Query);
        }

        if (relative.TrimEnd('/').Contains('/'))
        {
            return ("", "", IgnoredReason.Elsewhere);
        }

        var name = Uri.UnescapeDataString(relative);
        return !ArchiveName.IsArchive(name) ? ("", "", IgnoredReason.NotAnArchive)
            : !ArchiveName.IsPlain(name) ? ("", "", IgnoredReason.UnusableName)
            : (name, relative, null);
    }
}
