using System.Net;
using System.Net.Sockets;

namespace VoiceLake.Bronze.Internals;

/// <summary>Which addresses lie in the open network: what a stranger's server may send this program to.</summary>
internal static class OpenNetwork
{
    // The registries of special-purpose addresses (RFC 6890): this host, private networks, links, tests, groups.
    private static readonly IPNetwork[] Inner =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:db8::/32", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether anybody can reach the address; an IPv6 address that carries one of IPv4 is judged by that.</summary>
    public static bool Holds(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Carried(address) is { } carried ? Holds(carried) : !Inner.Any(network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));
    }

    /// <summary>Opens a connection to a host of the open network.</summary>
    /// <exception cref="TransferException">One of the host's addresses lies elsewhere.</exception>
    public static async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, target.AddressFamily, cancellationToken);
        if (addresses.FirstOrDefault(address => !Holds(address)) is { } inner)
        {
            throw Refuse($"{target.Host} ({inner})");
        }

        // To the addresses that were looked at: a second question might be answered otherwise.
        return await OpenAsync(socket => socket.ConnectAsync(addresses, target.Port, cancellationToken));
    }

    /// <summary>A new connection as a stream that owns it.</summary>
    public static async ValueTask<Stream> OpenAsync(Func<Socket, ValueTask> connect)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await connect(socket);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether a host lies in the open network, as far as its name tells.</summary>
    public static async Task<bool> HoldsAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = IPAddress.TryParse(address.DnsSafeHost, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(address.IdnHost, cancellationToken);
            return addresses.All(Holds);
        }
        catch (SocketException)
        {
            // A name that only a proxy knows: nothing here says that it is a private one.
            return true;
        }
    }

    /// <summary>The error of an address that is not asked.</summary>
    public static TransferException Refuse(string where) =>
        new(BronzeRules.PrivateAddress, $"a source in the open network leads to {where}, which is in a private one or on this machine", mayPass: false);

    private static IPAddress? Carried(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
            : bytes is [0x20, 0x02, var a, var b, var c, var d, ..] ? new IPAddress([a, b, c, d]) // 6to4
            : bytes is [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, .. var translated] ? new IPAddress(translated) // NAT64
            : bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0 && bytes[12] != 0 ? new IPAddress(bytes.AsSpan(12)) // IPv4-compatible
            : null;
    }
}
