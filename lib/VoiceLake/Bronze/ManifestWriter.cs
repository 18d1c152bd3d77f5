using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using VoiceLake.Lake;

namespace VoiceLake.Bronze;

/// <summary>Writes a source's items as manifest pages to <c>miscellaneous/manifests/&lt;source&gt;/</c>, so that Data Factory can read them with a Lookup and lose nothing.</summary>
/// <remarks>Notebook: 01-extract-to-bronze</remarks>
public static class ManifestWriter
{
    /// <summary>The name of the page list beside the pages.</summary>
    public const string PageListName = "pages.json";

    private static readonly LakePath Root = new("miscellaneous", "manifests");

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the pages and their list; an object whose content would not change is left alone.</summary>
    /// <param name="store">The lake.</param>
    /// <param name="listing">What the source offers.</param>
    /// <param name="cancellationToken">Stops between two objects; the page list is written last, so it never names a page that is not there.</param>
    public static async Task<ManifestSummary> WriteAsync(ILakeStore store, SubmissionListing listing, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(listing);
        var folder = FolderOf(listing.Source);
        var pages = Manifest.Split(listing.Items).ToList();
        var entries = new List<ManifestPageEntry>();
        var written = 0;
        foreach (var page in pages)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"page-{entries.Count + 1:D4}.json");
            written += await PutIfChangedAsync(store, folder.Child(name), page.Content, cancellationToken) ? 1 : 0;
            var checksum = Convert.ToHexStringLower(SHA256.HashData(page.Content.Span));
            entries.Add(new ManifestPageEntry($"{folder.Name}/{name}", page.Items, page.Content.Length, checksum, pages.Count, listing.Items.Count));
        }

        var list = JsonSerializer.SerializeToUtf8Bytes(entries, Json);
        written += await PutIfChangedAsync(store, folder.Child(PageListName), list, cancellationToken) ? 1 : 0;
        await DeleteSurplusAsync(store, folder, entries, cancellationToken);
        return new ManifestSummary(folder.Child(PageListName), listing.Items.Count, entries, written);
    }

    /// <summary>The folder of a source's manifest: its address in letters, digits, dots and dashes.</summary>
    public static LakePath FolderOf(string source)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(source);
        var address = source.Contains("://", StringComparison.Ordinal) ? source[(source.IndexOf("://", StringComparison.Ordinal) + 3)..] : source;
        var parts = address.Split([.. address.Where(character => !char.IsAsciiLetterOrDigit(character) && character is not ('.' or '_'))], StringSplitOptions.RemoveEmptyEntries);
        var name = string.Join('-', parts).Trim('.');
        return Root.Child(name.Length == 0 ? "source" : name);
    }

    private static async Task<bool> PutIfChangedAsync(ILakeStore store, LakePath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(path, cancellationToken) is { } found && found.Length == content.Length)
        {
            await using var kept = await store.OpenReadAsync(path, cancellationToken: cancellationToken);
            if ((await SHA256.HashDataAsync(kept, cancellationToken)).AsSpan().SequenceEqual(SHA256.HashData(content.Span)))
            {
                return false;
            }
        }

        using var stream = new MemoryStream(content.ToArray(), writable: false);
        await store.PutAsync(path, stream, PutCondition.Overwrite, cancellationToken);
        return true;
    }

    private static async Task DeleteSurplusAsync(ILakeStore store, LakePath folder, List<ManifestPageEntry> entries, CancellationToken cancellationToken)
    {
        var wanted = entries.Select(entry => entry.Page).ToHashSet(StringComparer.Ordinal);
        var surplus = new List<LakePath>();
        await foreach (var found in store.ListAsync(folder.Child("page-"), cancellationToken))
        {
            if (!wanted.Contains(found.Path.Name))
            {
                surplus.Add(found.Path);
            }
        }

        foreach (var path in surplus)
        {
            await store.DeleteAsync(path, cancellationToken);
        }
    }
}

/// <summary>What was written of a manifest.</summary>
/// <param name="PageList">Where the list of pages stands: a JSON array with one object a page, for a Lookup followed by a ForEach.</param>
/// <param name="Items">Items in all pages.</param>
/// <param name="Pages">The pages, as they stand in the list.</param>
/// <param name="Written">Objects that were new or had changed; 0 when the manifest stood there already.</param>
public sealed record ManifestSummary(LakePath PageList, int Items, IReadOnlyList<ManifestPageEntry> Pages, int Written)
{
    /// <summary>The folder of pages and list, in the container miscellaneous.</summary>
    public string Folder => PageList.Name[..PageList.Name.LastIndexOf('/')];
}

/// <summary>One row of the page list.</summary>
/// <param name="Page">The page's name in the container miscellaneous.</param>
/// <param name="Items">Items in the page.</param>
/// <param name="Bytes">Its length in bytes.</param>
/// <param name="Sha256">Its checksum, in lower-case hexadecimal.</param>
/// <param name="TotalPages">Pages of the manifest.</param>
/// <param name="TotalItems">Items of the manifest: what a final count must find.</param>
public sealed record ManifestPageEntry(string Page, int Items, int Bytes, string Sha256, int TotalPages, int TotalItems);
