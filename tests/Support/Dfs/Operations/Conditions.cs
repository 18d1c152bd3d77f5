using System.Globalization;
using VoiceLake.Tests.Support.Dfs.Tree;

namespace VoiceLake.Tests.Support.Dfs.Operations;

/// <summary>The conditions of a request on what stands there: entity tags, times, leases.</summary>
internal static class Conditions
{
    /// <summary>Checks the conditions of a read.</summary>
    public static void RequireRead(DfsCall call, DfsNode node)
    {
        if (call.Header("x-ms-lease-id") is { } lease)
        {
            node.Lease.RequireFor(lease, call.Now);
        }

        RequireMatch(call, node, "", () => DfsError.ConditionNotMet);
        if (call.Header("If-None-Match") is { } none && (none == "*" || none == node.ETag) || IsUnmodified(call, node, "If-Modified-Since"))
        {
            throw DfsError.NotModified;
        }
    }

    /// <summary>Checks the conditions of a change; where nothing stands yet, a tag that is asked for is not met.</summary>
    public static void RequireWrite(DfsCall call, DfsNode? node, bool leases = true)
    {
        if (call.Header("If-None-Match") is { } none && node is not null)
        {
            if (none == "*")
            {
                throw DfsError.PathAlreadyExists;
            }

            if (none == node.ETag)
            {
                throw DfsError.ConditionNotMet;
            }
        }

        RequireMatch(call, node, "", () => DfsError.ConditionNotMet);
        if (node is not null && IsUnmodified(call, node, "If-Modified-Since"))
        {
            throw DfsError.ConditionNotMet;
        }

        if (leases)
        {
            node?.Lease.RequireFor(call.Header("x-ms-lease-id"), call.Now);
        }
    }

    /// <summary>Checks the conditions of a rename on its source.</summary>
    public static void RequireSource(DfsCall call, DfsNode source)
    {
        RequireMatch(call, source, "x-ms-source-", () => DfsError.SourceConditionNotMet);
        if (call.Header("x-ms-source-if-none-match") is { } none && (none == "*" || none == source.ETag) || IsUnmodified(call, source, "x-ms-source-if-modified-since"))
        {
            throw DfsError.SourceConditionNotMet;
        }

        source.Lease.RequireFor(call.Header("x-ms-source-lease-id"), call.Now);
    }

    private static void RequireMatch(DfsCall call, DfsNode? node, string prefix, Func<DfsError> error)
    {
        if (call.Header(prefix + "If-Match") is { } match && (node is null || (match != "*" && match != node.ETag)))
        {
            throw error();
        }

        if (TimeOf(call, prefix + "If-Unmodified-Since") is { } time && (node is null || node.Modified > time))
        {
            throw error();
        }
    }

    private static bool IsUnmodified(DfsCall call, DfsNode node, string header) => TimeOf(call, header) is { } time && node.Modified <= time;

    private static DateTimeOffset? TimeOf(DfsCall call, string header) => call.Header(header) is not { } text ? null
        : DateTimeOffset.TryParseExact(text, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw DfsError.InvalidHeader(header);
}
