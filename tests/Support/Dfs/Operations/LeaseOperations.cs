using System.Globalization;
using VoiceLake.Tests.Support.Dfs.Tree;

namespace VoiceLake.Tests.Support.Dfs.Operations;

/// <summary>Acquiring, renewing, changing, releasing and breaking leases: <c>POST</c> here, <c>PUT ?comp=lease</c> at the Blob endpoint.</summary>
internal sealed class LeaseOperations(DfsAccount account)
{
    public void Lease(DfsCall call)
    {
        var node = account.Require(call.FileSystem).Find(call.Path) ?? throw DfsError.PathNotFound;
        Conditions.RequireWrite(call, node, leases: false);
        var (lease, id, now) = (node.Lease, call.Header("x-ms-lease-id"), call.Now);
        switch (call.Header("x-ms-lease-action") ?? throw DfsError.MissingHeader("x-ms-lease-action"))
        {
            case "acquire":
                Answer(201, lease.Acquire(call.Header("x-ms-proposed-lease-id"), Seconds(call, "x-ms-lease-duration") ?? throw DfsError.MissingHeader("x-ms-lease-duration"), now));
                break;
            case "renew":
                Answer(200, lease.Renew(id, now));
                break;
            case "change":
                Answer(200, lease.Change(id, call.Header("x-ms-proposed-lease-id"), now));
                break;
            case "release":
                lease.Release(id);
                Answer(200, null);
                break;
            case "break":
                call.Answer(202, [.. DfsAnswer.Of(node), ("x-ms-lease-time", lease.Break(Seconds(call, "x-ms-lease-break-period"), now).ToString(CultureInfo.InvariantCulture))]);
                break;
            default:
                throw DfsError.InvalidHeader("x-ms-lease-action");
        }

        void Answer(int status, string? held) => call.Answer(status, [.. DfsAnswer.Of(node), .. held is null ? Array.Empty<(string, string)>() : [("x-ms-lease-id", held)]]);
    }

    private static int? Seconds(DfsCall call, string header) => call.Header(header) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) ? seconds
        : throw DfsError.InvalidHeader(header);
}
