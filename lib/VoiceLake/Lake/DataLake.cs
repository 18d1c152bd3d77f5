using System.Text;
using System.Text.RegularExpressions;

namespace VoiceLake.Lake;

/// <summary>A data lake: the containers bronze, silver, gold and miscellaneous, with their objects and tables.</summary>
/// <remarks>Notebook: 00-setup</remarks>
public sealed partial class DataLake
{
    private readonly TimeProvider _time;

    /// <summary>A lake on a store.</summary>
    /// <param name="store">Where its objects lie.</param>
    /// <param name="time">The clock of commits; the system's by default.</param>
    public DataLake(ILakeStore store, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        (Store, _time) = (store, time ?? TimeProvider.System);
    }

    /// <summary>The objects.</summary>
    public ILakeStore Store { get; }

    /// <summary>Opens the lake at an address: a folder, a Blob account or an ADLS Gen2 account.</summary>
    /// <param name="address">
    /// <c>file:///x</c>, <c>file:rel</c> or a plain path, relative to the working directory; <c>https://ACCOUNT.blob.core.windows.net</c>,
    /// <c>http://127.0.0.1:10000/devstoreaccount1</c> (Azurite) or <c>abfss://ACCOUNT.dfs.core.windows.net</c>.
    /// </param>
    /// <exception cref="LakeException">The address is none of a lake: the message names the remedy.</exception>
    public static DataLake Open(string address)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(address);
        if (Scheme().Match(address) is { Success: true } match && match.Groups[1].Value.ToLowerInvariant() is "http" or "https" or "abfs" or "abfss")
        {
            return new DataLake(AzureLibrary.Provider.Open(address));
        }

        if (address.Contains(".core.windows.net", StringComparison.OrdinalIgnoreCase) && !address.Contains("://", StringComparison.Ordinal))
        {
            throw new LakeException("The address names an account in Azure without saying how to reach it: begin it with https:// (a Blob account) or abfss:// (ADLS Gen2).");
        }

        var folder = FolderOf(address);
        if (folder == "~" || folder.StartsWith("~/", StringComparison.Ordinal))
        {
            // Only a shell expands it, and only at the beginning of a word: the lake would come to lie in a folder of that name.
            throw new LakeException($"'{address}': ~ is not expanded here. Write the whole path, or {(folder == address ? "" : "file:")}$HOME{folder[1..]}.");
        }

        return File.Exists(folder)
            ? throw new LakeException($"'{address}' is a file, but a lake is a folder: name the folder that holds bronze, silver and gold.")
            : new DataLake(new FolderLakeStore(folder));
    }

    /// <summary>A table, whether it is there or not.</summary>
    /// <param name="name">Its container and name, such as <c>silver.clips</c>.</param>
    /// <exception cref="LakeException">The name is no table's.</exception>
    public LakeTable Table(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (TableName().Match(name) is not { Success: true } match || !LakeContainers.IsName(match.Groups[1].Value))
        {
            throw new LakeException($"'{name}' is no table's name: write {LakeContainers.Sentence}, a dot and a name, such as silver.clips.");
        }

        return new LakeTable(Store, name, new LakePath(match.Groups[1].Value, $"tables/{match.Groups[2].Value}"), _time);
    }

    /// <summary>The names of all tables, by container and name.</summary>
    public async Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken = default)
    {
        List<string> names = [];
        foreach (var container in LakeContainers.All)
        {
            var level = await Store.ListLevelAsync(new LakePath(container, "tables/"), cancellationToken);
            foreach (var folder in level.Prefixes)
            {
                var log = await Store.ListLevelAsync(folder with { Name = folder.Name + "_delta_log/" }, cancellationToken);
                if (log.Objects.Count > 0)
                {
                    names.Add($"{container}.{folder.Name["tables/".Length..].TrimEnd('/')}");
                }
            }
        }

        return names;
    }

    /// <summary>Writes a small text object: the twin of <c>dbutils.fs.put</c>.</summary>
    /// <exception cref="LakeObjectExistsException">It exists and is not to be overwritten.</exception>
    public async Task PutTextAsync(string path, string text, bool overwrite = false, CancellationToken cancellationToken = default)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await Store.PutAsync(LakePath.Parse(path), content, overwrite ? PutCondition.Overwrite : PutCondition.IfAbsent, cancellationToken);
    }

    /// <summary>The first bytes of an object as UTF-8 text: the twin of <c>dbutils.fs.head</c>.</summary>
    /// <exception cref="LakeObjectNotFoundException">There is no such object.</exception>
    public async Task<string> HeadAsync(string path, int maxBytes = 65_536, CancellationToken cancellationToken = default)
    {
        await using var stream = await Store.OpenReadAsync(LakePath.Parse(path), 0, maxBytes, cancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <summary>The objects and folders at a path: the twin of <c>dbutils.fs.ls</c>.</summary>
    public async Task<IReadOnlyList<LakeEntry>> ListAsync(string path, CancellationToken cancellationToken = default)
    {
        var parsed = LakePath.Parse(path);
        var level = await Store.ListLevelAsync(parsed.Name.Length == 0 ? parsed : parsed with { Name = parsed.Name.TrimEnd('/') + "/" }, cancellationToken);
        return [.. level.Prefixes.Select(prefix => new LakeEntry(prefix.ToString(), 0, true)), .. level.Objects.Select(found => new LakeEntry(found.Path.ToString(), found.Length, false))];
    }

    /// <summary>Deletes an object, or all below a path: the twin of <c>dbutils.fs.rm</c>; false where there was nothing.</summary>
    public async Task<bool> DeleteAsync(string path, bool recursive = false, CancellationToken cancellationToken = default)
    {
        var parsed = LakePath.Parse(path);
        var deleted = parsed.Name.Length > 0 && parsed.Name[^1] != '/' && await Store.DeleteAsync(parsed, cancellationToken);
        if (recursive)
        {
            var below = parsed.Name.Length == 0 ? parsed : parsed with { Name = parsed.Name.TrimEnd('/') + "/" };
            await foreach (var found in Store.ListAsync(below, cancellationToken))
            {
                deleted |= await Store.DeleteAsync(found.Path, cancellationToken);
            }
        }

        return deleted;
    }

    private static string FolderOf(string address)
    {
        if (Scheme().Match(address) is not { Success: true } match)
        {
            return address;
        }

        var scheme = match.Groups[1].Value.ToLowerInvariant();
        if (scheme != "file")
        {
            // What follows a question mark may be a key.
            throw new LakeException($"'{address.Split('?')[0]}': a lake is a folder (file:lake), a Blob account (https://ACCOUNT.blob.core.windows.net) or an ADLS Gen2 account (abfss://ACCOUNT.dfs.core.windows.net), and no {scheme}: address.");
        }

        var rest = Uri.UnescapeDataString(address["file:".Length..]);
        if (!rest.StartsWith("//", StringComparison.Ordinal))
        {
            return rest;
        }

        var path = rest[2..].StartsWith("localhost/", StringComparison.OrdinalIgnoreCase) ? rest["//localhost".Length..] : rest[2..];
        return !path.StartsWith('/') ? throw new LakeException($"'{address}' names the host '{path.Split('/')[0]}': write three slashes for a folder here, such as file:///data/lake, or none: file:lake.")
            : OperatingSystem.IsWindows() ? path[1..]
            : path;
    }

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9+.-]+):")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^([a-z]+)\.([A-Za-z0-9][A-Za-z0-9_-]*)$")]
    private static partial Regex TableName();
}

/// <summary>One line of <see cref="DataLake.ListAsync"/>.</summary>
/// <remarks>Notebook: 00-setup</remarks>
/// <param name="Path">Container and name; a folder's ends in a slash.</param>
/// <param name="Length">Bytes; 0 for a folder.</param>
/// <param name="IsFolder">Whether more lies below.</param>
public sealed record LakeEntry(string Path, long Length, bool IsFolder);
