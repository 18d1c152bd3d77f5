namespace VoiceLake.Tests.Support.Dfs.Tree;

/// <summary>A POSIX access control list as the header x-ms-acl has it: <c>user::rwx,group::r-x,other::---</c> and named and default entries.</summary>
internal sealed class AccessControlList
{
    private readonly List<Entry> _entries;

    private AccessControlList(IEnumerable<Entry> entries) => _entries = [.. entries.OrderBy(entry => entry.Default).ThenBy(entry => Array.IndexOf(Kinds, entry.Kind)).ThenBy(entry => entry.Id, StringComparer.Ordinal)];

    private static string[] Kinds { get; } = ["user", "group", "mask", "other"];

    private static string[] Bases { get; } = ["user", "group", "other"];

    public static AccessControlList ForDirectory { get; } = Parse("user::rwx,group::r-x,other::---");

    public static AccessControlList ForFile { get; } = Parse("user::rw-,group::r--,other::---");

    /// <summary>The mode as <c>ls</c> prints it, with a plus where named entries stand.</summary>
    public string Permissions => Of("user") + (_entries.Find(entry => entry is { Default: false, Kind: "mask" })?.Rights ?? Of("group")) + Of("other") + (_entries.Any(entry => entry.Id.Length > 0 || entry.Default) ? "+" : "");

    public static AccessControlList Parse(string text)
    {
        var entries = new List<Entry>();
        foreach (var part in text.Split(','))
        {
            var fields = part.Split(':');
            var inherited = fields is ["default", ..];
            if ((inherited ? fields[1..] : fields) is not [var kind, var id, var rights] || !Kinds.Contains(kind) || !IsRights(rights) || (kind is "mask" or "other" && id.Length > 0)
                || entries.Exists(entry => entry.Default == inherited && entry.Kind == kind && entry.Id == id))
            {
                throw DfsError.InvalidInput("the access control list");
            }

            entries.Add(new Entry(inherited, kind, id, rights));
        }

        return Bases.All(kind => entries.Exists(entry => entry == entry with { Default = false, Kind = kind, Id = "" }))
            ? new AccessControlList(WithMask(WithDefaults(entries)))
            : throw DfsError.InvalidInput("the access control list lacks user::, group:: or other::");
    }

    /// <summary>The list with the rights of a mode, symbolic (<c>rwxr-x---</c>) or octal (<c>0750</c>).</summary>
    public AccessControlList WithPermissions(string mode)
    {
        var text = mode.TrimEnd('+');
        if (text.Length is 3 or 4 && text.All(digit => digit is >= '0' and <= '7'))
        {
            text = string.Concat(text[^3..].Select(digit => Symbols(digit - '0')));
        }

        if (text.Length != 9 || !IsRights(text[..3]) || !IsRights(text[3..6]) || !IsRights(Unsticky(text[6..])))
        {
            throw DfsError.InvalidHeader("x-ms-permissions");
        }

        // As chmod does: where a mask stands, the middle rights are the mask's.
        var middle = _entries.Exists(entry => entry is { Default: false, Kind: "mask" }) ? "mask" : "group";
        return new AccessControlList(_entries.Select(entry =>
            entry.Default || entry.Id.Length > 0 ? entry
            : entry.Kind == "user" ? entry with { Rights = text[..3] }
            : entry.Kind == middle ? entry with { Rights = text[3..6] }
            : entry.Kind == "other" ? entry with { Rights = Unsticky(text[6..]) }
            : entry));
    }

    /// <summary>What a new child gets of the default entries of this directory; null where there are none.</summary>
    public AccessControlList? Inherited(bool directory)
    {
        var defaults = _entries.Where(entry => entry.Default).ToList();
        var access = defaults.Select(entry => entry with { Default = false });
        return defaults.Count == 0 ? null : new AccessControlList(directory ? access.Concat(defaults) : access);
    }

    public override string ToString() => string.Join(',', _entries.Select(entry => $"{(entry.Default ? "default:" : "")}{entry.Kind}:{entry.Id}:{entry.Rights}"));

    // Default entries are a whole list of their own: what is not given is taken from the access entries.
    private static List<Entry> WithDefaults(List<Entry> entries)
    {
        var missing = entries.Exists(entry => entry.Default)
            ? Bases.Where(kind => !entries.Exists(entry => entry is { Default: true, Id: "" } && entry.Kind == kind)).Select(kind => entries.Find(entry => entry is { Default: false, Id: "" } && entry.Kind == kind)! with { Default = true })
            : [];
        return [.. entries, .. missing];
    }

    // Where users or groups are named and no mask is given, the service makes one of all that the group class has.
    private static IEnumerable<Entry> WithMask(List<Entry> entries)
    {
        foreach (var scope in entries.GroupBy(entry => entry.Default))
        {
            var group = scope.Where(entry => entry.Kind == "group" || entry is { Kind: "user", Id.Length: > 0 }).ToList();
            if (group.Exists(entry => entry.Id.Length > 0) && scope.All(entry => entry.Kind != "mask"))
            {
                yield return new Entry(scope.Key, "mask", "", string.Concat(Enumerable.Range(0, 3).Select(i => group.Exists(entry => entry.Rights[i] != '-') ? "rwx"[i] : '-')));
            }

            foreach (var entry in scope)
            {
                yield return entry;
            }
        }
    }

    private static bool IsRights(string text) => text.Length == 3 && text[0] is 'r' or '-' && text[1] is 'w' or '-' && text[2] is 'x' or '-';

    private static string Unsticky(string other) => other.Replace('t', 'x').Replace('T', '-');

    private static string Symbols(int digit) => $"{((digit & 4) > 0 ? 'r' : '-')}{((digit & 2) > 0 ? 'w' : '-')}{((digit & 1) > 0 ? 'x' : '-')}";

    private string Of(string kind) => _entries.Single(entry => entry is { Default: false, Id: "" } && entry.Kind == kind).Rights;

    private sealed record Entry(bool Default, string Kind, string Id, string Rights);
}
