using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage;

/// <summary>Who owns a file or folder of an ADLS Gen2 lake, and who may do what with it.</summary>
/// <remarks>Notebook: 00-setup</remarks>
/// <param name="Owner">The owning user: an object id of Entra ID, or <c>$superuser</c>.</param>
/// <param name="Group">The owning group.</param>
/// <param name="Permissions">The permissions as <c>ls</c> shows them, such as <c>rwxr-x---</c>; a plus stands behind them where named entries add to them.</param>
/// <param name="Entries">The whole access control list.</param>
public sealed record LakeAccessControl(string Owner, string Group, string Permissions, IReadOnlyList<LakeAccessEntry> Entries);

/// <summary>Whom an entry of an access control list is about.</summary>
public enum LakeAccessKind
{
    /// <summary>The owner, or the user whose id the entry names.</summary>
    User,

    /// <summary>The owning group, or the group whose id the entry names.</summary>
    Group,

    /// <summary>The most that named users and all groups get.</summary>
    Mask,

    /// <summary>Everybody else.</summary>
    Other,
}

/// <summary>One entry of an access control list, such as <c>user::rwx</c> or <c>default:group:8f3c…:r-x</c>.</summary>
/// <remarks>Notebook: 00-setup</remarks>
/// <param name="Kind">Whom it is about.</param>
/// <param name="Id">The object id of a named user or group in Entra ID; empty for the owner, the owning group, the mask and the others.</param>
/// <param name="Rights">Three characters: <c>r</c>, <c>w</c>, <c>x</c>, each a hyphen where the right is not given.</param>
/// <param name="IsDefault">Whether it is what new files and folders below get; only folders have such entries.</param>
public sealed record LakeAccessEntry(LakeAccessKind Kind, string Id, string Rights, bool IsDefault = false)
{
    /// <summary>Reads one entry.</summary>
    /// <exception cref="LakeException">The text is none.</exception>
    public static LakeAccessEntry Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Trim().Split(':');
        var isDefault = parts[0] == "default";
        return (isDefault ? parts[1..] : parts) is [var kind, var id, [var read, var write, var execute] rights]
            && Enum.TryParse<LakeAccessKind>(kind, ignoreCase: true, out var parsed) && Enum.GetName(parsed)!.Equals(kind, StringComparison.OrdinalIgnoreCase)
            && read is 'r' or '-' && write is 'w' or '-' && execute is 'x' or '-'
            && (id.Length == 0 || parsed is LakeAccessKind.User or LakeAccessKind.Group)
            ? new LakeAccessEntry(parsed, id, rights, isDefault)
            : throw new LakeException($"'{text}' is no entry of an access control list: write [default:]user|group|mask|other:[object id]:rwx, such as user::rwx or group:OBJECT-ID:r-x.");
    }

    /// <summary>Reads a list, its entries separated by commas.</summary>
    /// <exception cref="LakeException">One of them is no entry.</exception>
    public static IReadOnlyList<LakeAccessEntry> ParseList(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    /// <summary>The entry as it is written.</summary>
    public override string ToString() => $"{(IsDefault ? "default:" : "")}{Kind switch { LakeAccessKind.User => "user", LakeAccessKind.Group => "group", LakeAccessKind.Mask => "mask", _ => "other" }}:{Id}:{Rights}";
}
