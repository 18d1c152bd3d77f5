using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Running.Stores;

/// <summary>The files of a lake that a dataset and the read settings of an activity mean.</summary>
/// <param name="Files">The files, by name.</param>
/// <param name="IsSingle">Whether one file was named, and not a folder or a pattern.</param>
/// <param name="UsesWildcards">Whether a pattern was given.</param>
internal sealed record LakeSelection(IReadOnlyList<LakeFile> Files, bool IsSingle, bool UsesWildcards)
{
    /// <summary>Lists the files.</summary>
    /// <param name="place">The dataset's place.</param>
    /// <param name="settings">The read settings, checked; null for none.</param>
    /// <param name="recursive">Whether folders below are read where the settings do not say.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <exception cref="WorkException">A file or folder that is named without a pattern is not there.</exception>
    public static async Task<LakeSelection> ListAsync(LakePlace place, ActivityProperties? settings, bool recursive, CancellationToken cancellationToken)
    {
        var (folderPattern, filePattern) = (settings is null ? "" : LakeLocation.Parts(settings, "wildcardFolderPath"), settings?.Text("wildcardFileName") ?? "");
        if (folderPattern.Length + filePattern.Length > 0)
        {
            filePattern = filePattern.Length > 0 ? filePattern
                : place.File ?? throw new WorkException(WorkException.Invalid, $"{settings!.Place}: wildcardFolderPath asks for wildcardFileName, or a fileName in the dataset: write \"*\" for all files.");
            var found = await MatchAsync(place, folderPattern.Length > 0 ? folderPattern : Literal(place.Folder), filePattern, settings!.Flag("recursive", recursive), cancellationToken);
            return new LakeSelection([.. found.Where(file => IsInTime(file, settings))], IsSingle: false, UsesWildcards: true);
        }

        if (place.File is not null)
        {
            var file = await place.Lake.Store.FindAsync(place.Path, cancellationToken)
                ?? throw new WorkException(WorkException.NotFound, $"'{place.Path}' is not in the lake of linked service '{place.LinkedService}': check folder and name, or run what writes it first.");
            return new LakeSelection([.. new[] { new LakeFile(file, place.File) }.Where(found => IsInTime(found, settings))], IsSingle: true, UsesWildcards: false);
        }

        var all = await BelowAsync(place, cancellationToken);
        if (all.Count == 0)
        {
            throw new WorkException(WorkException.NotFound, $"there is no folder '{place.Path}' in the lake of linked service '{place.LinkedService}', or it is empty: check folderPath, or run what writes it first.");
        }

        var isDeep = settings?.Flag("recursive", recursive) ?? recursive;
        return new LakeSelection([.. all.Where(file => (isDeep || !file.Relative.Contains('/')) && IsInTime(file, settings))], IsSingle: false, UsesWildcards: false);
    }

    /// <summary>Whether a file was last written from <c>modifiedDatetimeStart</c> on and before <c>modifiedDatetimeEnd</c>.</summary>
    public static bool IsInTime(LakeFile file, ActivityProperties? settings) =>
        (settings?.Time("modifiedDatetimeStart") is not { } start || file.Object.LastModified >= start)
        && (settings?.Time("modifiedDatetimeEnd") is not { } end || file.Object.LastModified < end);

    private static async Task<List<LakeFile>> MatchAsync(LakePlace place, string folderPattern, string filePattern, bool recursive, CancellationToken cancellationToken)
    {
        var parts = folderPattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var fixedParts = parts.TakeWhile(part => !Wildcard.IsIn(part)).ToArray();
        var folders = parts.Skip(fixedParts.Length).Select(part => new Wildcard(part)).ToArray();
        var name = new Wildcard(filePattern);
        var start = place with { Folder = string.Join('/', fixedParts), File = null };
        return [.. (await BelowAsync(start, cancellationToken)).Where(file =>
        {
            var path = file.Relative.Split('/');
            return (recursive ? path.Length > folders.Length : path.Length == folders.Length + 1)
                && folders.Index().All(folder => folder.Item.Matches(path[folder.Index])) && name.Matches(path[^1]);
        })];
    }

    private static async Task<List<LakeFile>> BelowAsync(LakePlace place, CancellationToken cancellationToken)
    {
        var folder = place.Folder.Length == 0 ? "" : place.Folder + "/";
        List<LakeFile> files = [];
        await foreach (var found in place.Lake.Store.ListAsync(new LakePath(place.Container, folder), cancellationToken))
        {
            files.Add(new LakeFile(found, found.Path.Name[folder.Length..]));
        }

        return files;
    }

    private static string Literal(string folder) => string.Concat(folder.Select(letter => letter is '*' or '?' or '^' ? $"^{letter}" : letter.ToString()));
}

/// <summary>A file that was selected.</summary>
/// <param name="Object">What the lake knows of it.</param>
/// <param name="Relative">Its path below the folder that was asked for; below the last folder without a pattern where there are patterns.</param>
internal sealed record LakeFile(LakeObject Object, string Relative);
