using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace VoiceLake.Bronze.Internals;

/// <summary>Which version of a file a source gave, by what the head of its answer says.</summary>
/// <param name="ETag">The entity tag as it was written, with quotes.</param>
/// <param name="LastModified">The time of the last change.</param>
/// <param name="LastModifiedIsStrong">Whether that time can tell versions apart: it lies at least a second before the answer (RFC 9110, 8.8.2.2).</param>
/// <param name="Bytes">The length of the whole file.</param>
/// <param name="Sha256">The checksum of the whole file in lower-case hexadecimal, from Repr-Digest (RFC 9530).</param>
internal sealed record SourceVersion(string? ETag, DateTimeOffset? LastModified, bool LastModifiedIsStrong, long? Bytes, string? Sha256)
{
    /// <summary>What If-Range may carry, or null where the source gave nothing that proves a version.</summary>
    public string? ResumeValidator => ETag is ['"', .., '"'] ? ETag : LastModifiedIsStrong ? LastModified?.ToString("R") : null;

    /// <summary>Reads the head of a 200 (or of the answer to a HEAD request).</summary>
    public static SourceVersion Of(HttpResponseMessage response)
    {
        var modified = response.Content.Headers.LastModified;
        return new SourceVersion(
            ETagOf(response),
            modified,
            modified is not null && response.Headers.Date is { } date && date - modified >= TimeSpan.FromSeconds(1),
            response.Content.Headers.ContentLength,
            DigestOf(response));
    }

    /// <summary>The entity tag of any answer; also one without its quotes, which a typed header would lose.</summary>
    public static string? ETagOf(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("ETag", out var values) && values.ToString().Trim() is { Length: > 0 } tag ? tag : null;

    /// <summary>A name for the bytes of this version, so that bytes of another are never added to.</summary>
    public string Tag(string url) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{url}\n{ETag}\n{LastModified:O}\n{Bytes}\n{Sha256}"))).AsSpan(0, 16));

    /// <summary>Whether a copied file is of this version as far as the source can say: by entity tag, else by time and length, else by length alone.</summary>
    public bool Matches(BronzeSubmission known) =>
        ETag is not null && known.ETag is not null ? ETag == known.ETag && (Bytes is null || Bytes == known.Bytes)
        : LastModified is not null && known.LastModified is not null ? LastModified == known.LastModified && (Bytes is null || Bytes == known.Bytes)
        : ETag is null && LastModified is null && known.ETag is null && known.LastModified is null && Bytes == known.Bytes;

    /// <summary>Whether a file copied from another URL is surely the same: by checksum, else by strong entity tag, time and length together.</summary>
    public bool MatchesAcrossSources(BronzeSubmission known) =>
        Sha256 is not null ? Sha256 == known.Sha256 : ETag is ['"', ..] && ETag == known.ETag && LastModified is not null && LastModified == known.LastModified && Bytes == known.Bytes;

    private static string? DigestOf(HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues("Repr-Digest", out var values))
        {
            return null;
        }

        var digest = values.SelectMany(value => value.Split(',')).Select(value => value.Trim())
            .FirstOrDefault(value => value.StartsWith("sha-256=:", StringComparison.OrdinalIgnoreCase) && value.EndsWith(':'));
        var bytes = new byte[32];
        return digest is not null && Convert.TryFromBase64String(digest["sha-256=:".Length..^1], bytes, out var length) && length == 32 ? Convert.ToHexStringLower(bytes) : null;
    }
}
