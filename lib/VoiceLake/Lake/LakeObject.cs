namespace VoiceLake.Lake;

/// <summary>What a store knows of one object.</summary>
/// <param name="Path">Its address.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="ETag">Changes whenever the content changes; opaque.</param>
/// <param name="LastModified">When it was last written, in UTC.</param>
public sealed record LakeObject(LakePath Path, long Length, string ETag, DateTimeOffset LastModified);

/// <summary>One level of a listing: the objects there and the prefixes below.</summary>
/// <param name="Objects">Objects directly at this level, by ordinal name.</param>
/// <param name="Prefixes">What lies deeper, each ending in a slash, by ordinal name.</param>
public sealed record LakeListing(IReadOnlyList<LakeObject> Objects, IReadOnlyList<LakePath> Prefixes);
