using System.Security.Cryptography;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Running.Formats;
using VoiceLake.DataFactory.Running.Stores;
using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Running.Activities;

/// <summary>What a lake tells of a file or a folder.</summary>
internal sealed class MetadataFields(LakePlace place, FormatReading reading)
{
    private LakeObject? _file;
    private LakeListing? _folder;

    /// <summary>Whether there is a file, or a folder with something in it, at the place.</summary>
    public bool Exists => _file is not null || _folder is not null;

    private bool IsFile => _file is not null;

    public static async Task<MetadataFields> FindAsync(FormatReading reading, CancellationToken cancellationToken)
    {
        var place = reading.Dataset.InLake("reading metadata");
        var fields = new MetadataFields(place, reading);
        var store = place.Lake.Store;
        if (place.File is not null)
        {
            fields._file = await store.FindAsync(place.Path, cancellationToken);
            return fields;
        }

        var level = await store.ListLevelAsync(new LakePath(place.Container, place.Folder.Length == 0 ? "" : place.Folder + "/"), cancellationToken);
        fields._folder = place.Folder.Length == 0 || level.Objects.Count + level.Prefixes.Count > 0 ? level : null;
        return fields;
    }

    /// <summary>The value of one field.</summary>
    /// <exception cref="WorkException">There is no such field, or it is none of a file or of a folder.</exception>
    public async Task<JsonNode?> ReadAsync(string field, string owner, CancellationToken cancellationToken) => (field, IsFile) switch
    {
        ("exists", _) => true,
        ("itemName", _) => place.File ?? (place.Folder.Length == 0 ? place.Container : place.Folder.Split('/')[^1]),
        ("itemType", _) => IsFile ? "File" : "Folder",
        ("size", true) => _file!.Length,
        ("lastModified", true) => RunReport.Utc(_file!.LastModified),
        ("contentMD5", true) => await ChecksumAsync(cancellationToken),
        ("childItems", false) => ChildItems(),
        ("structure", true) => new JsonArray([.. (await ColumnsAsync(cancellationToken)).Select(name => (JsonNode)new JsonObject { ["name"] = name, ["type"] = "String" })]),
        ("columnCount", true) => (await ColumnsAsync(cancellationToken)).Count,
        ("size" or "contentMD5" or "structure" or "columnCount", _) => throw Unfit(owner, field, "of files alone: name a file in the dataset, or leave it out"),
        ("lastModified", _) => throw Unfit(owner, field, "not kept for folders of a lake: leave it out"),
        ("childItems", _) => throw Unfit(owner, field, "of folders alone: leave fileName out of the dataset, or leave it out"),
        _ => throw new WorkException(WorkException.Unsupported, $"{owner}: the field '{field}' is not supported here: use exists, itemName, itemType, size, lastModified, childItems, contentMD5, structure or columnCount."),
    };

    /// <summary>What stands directly in the folder; with a filter by time files alone.</summary>
    public JsonArray ChildItems()
    {
        var isFiltered = reading.StoreSettings?.Time("modifiedDatetimeStart") is not null || reading.StoreSettings?.Time("modifiedDatetimeEnd") is not null;
        var folders = isFiltered ? [] : _folder!.Prefixes.Select(path => Child(path.Name.TrimEnd('/'), "Folder"));
        return [.. _folder!.Objects.Where(file => LakeSelection.IsInTime(new LakeFile(file, file.Path.Name), reading.StoreSettings)).Select(file => Child(file.Path.Name, "File")).Concat(folders)];
    }

    private async Task<List<string>> ColumnsAsync(CancellationToken cancellationToken)
    {
        if (reading.Dataset.Type != "DelimitedText")
        {
            throw new WorkException(WorkException.Unsupported, $"dataset '{reading.Dataset.Name}': structure and columnCount are of DelimitedText alone, here as in Azure: leave them out.");
        }

        var source = new SourceFile(place.File!, Lake: new LakeStoreFile(place.Lake.Store, _file!));
        await using var content = await source.OpenAsync(cancellationToken);
        return await DelimitedRows.ColumnsAsync(Compression.Of(reading.Dataset).Unpack(content), DelimitedTextOptions.Read(reading), source.ToString(), cancellationToken);
    }

    private async Task<string> ChecksumAsync(CancellationToken cancellationToken)
    {
        await using var content = await place.Lake.Store.OpenReadAsync(_file!.Path, cancellationToken: cancellationToken);
#pragma warning disable CA5351 // Data Factory's field; it proves nothing here but that two files are equal.
        return Convert.ToBase64String(await MD5.HashDataAsync(content, cancellationToken));
#pragma warning restore CA5351
    }

    private static JsonObject Child(string path, string type) => new() { ["name"] = path[(path.LastIndexOf('/') + 1)..], ["type"] = type };

    private static WorkException Unfit(string owner, string field, string why) => new(WorkException.Invalid, $"{owner}: the field '{field}' is {why}.");
}
