using VoiceLake.Lake;

namespace VoiceLake.Bronze;

/// <summary>One copied archive, as a row of <c>bronze.submissions</c>.</summary>
/// <remarks>Notebook: 01-extract-to-bronze</remarks>
/// <param name="Name">The file's name, such as <c>Aaron-20080318-kdl.tgz</c>; the object is <c>bronze/submissions/&lt;name&gt;</c>.</param>
/// <param name="Url">Where it came from; for a folder a stable logical URL without host or port.</param>
/// <param name="Bytes">Its length in bytes.</param>
/// <param name="ETag">The source's entity tag, where it gave one.</param>
/// <param name="LastModified">The source's time of last change, where it gave one.</param>
/// <param name="Sha256">The checksum of the content, in lower-case hexadecimal.</param>
/// <param name="CopiedAt">When the copy was committed, in UTC.</param>
/// <param name="RunId">The run that copied it.</param>
public sealed record BronzeSubmission(
    string Name,
    string Url,
    long Bytes,
    [property: LakeColumn("etag")] string? ETag,
    DateTimeOffset? LastModified,
    string Sha256,
    DateTimeOffset CopiedAt,
    string RunId);
