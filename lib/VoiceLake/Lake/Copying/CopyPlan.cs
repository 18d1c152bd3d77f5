namespace VoiceLake.Lake.Copying;

/// <summary>What has to be done so that the target holds what the source holds.</summary>
/// <param name="Data">Objects of no log, to be copied.</param>
/// <param name="Logs">Objects of logs, to be copied, in order, by their table's folder.</param>
/// <param name="Kept">Objects that the target has.</param>
/// <param name="First">Objects of the target that go before anything is written: logs of another history, the newest version first, and of a mirror what stands where the source has a folder, or the other way round.</param>
/// <param name="Extra">Objects that only the target has, logs before data and the newest version first; only of a mirror.</param>
/// <param name="Refused">Tables that are left alone.</param>
internal sealed record CopyPlan(
    IReadOnlyList<LakeObject> Data,
    IReadOnlyDictionary<LakePath, List<LakeObject>> Logs,
    int Kept,
    IReadOnlyList<LakePath> First,
    IReadOnlyList<LakePath> Extra,
    IReadOnlyList<LakeCopyFailure> Refused)
{
    private const string LogFolder = "/_delta_log/";

    /// <summary>All that is copied.</summary>
    public IReadOnlyList<LakeObject> Objects => [.. Data, .. Logs.Values.SelectMany(log => log)];

    /// <summary>The folder of the table whose log an object is of; null for all other objects.</summary>
    public static LakePath? LogOf(LakePath path) =>
        path.Name.IndexOf(LogFolder, StringComparison.Ordinal) is var at and > 0 ? path with { Name = path.Name[..(at + 1)] } : null;

    public static async Task<CopyPlan> MakeAsync(ILakeStore from, ILakeStore to, LakeCopyOptions options, CancellationToken cancellationToken)
    {
        // Logs are listed before data: what a commit names has been written before it.
        var logs = (await ListAsync(from, options, cancellationToken)).Where(found => LogOf(found.Path) is not null).ToList();
        var data = (await ListAsync(from, options, cancellationToken)).Where(found => LogOf(found.Path) is null).ToList();
        var there = (await ListAsync(to, options, cancellationToken)).ToDictionary(found => found.Path);
        var refused = new List<LakeCopyFailure>();
        var first = new List<LakePath>();
        foreach (var log in logs.GroupBy(found => LogOf(found.Path)!.Value))
        {
            if (await FindDifferenceAsync(from, to, [.. log], there, cancellationToken) is not { } version)
            {
                continue;
            }

            if (options.Mirror)
            {
                first.AddRange(there.Keys.Where(path => LogOf(path) == log.Key).OrderByDescending(path => path.Name, StringComparer.Ordinal));
            }
            else
            {
                refused.Add(new LakeCopyFailure(log.Key, $"The table {log.Key} has another history in the target, from {version} on: sync makes it a mirror of the source, or copy into another lake."));
            }
        }

        first.ForEach(path => there.Remove(path));
        var left = refused.Select(failure => failure.Path).ToHashSet();
        bool IsLeft(LakePath path) => left.Any(folder => folder.Container == path.Container && path.Name.StartsWith(folder.Name, StringComparison.Ordinal));
        var (wanted, kept) = (new List<LakeObject>(), 0);
        foreach (var found in data.Concat(logs).Where(found => !IsLeft(found.Path)))
        {
            var same = there.TryGetValue(found.Path, out var held) && held.Length == found.Length && await IsSameAsync(from, to, found, held, options, cancellationToken);
            kept += same ? 1 : 0;
            if (!same)
            {
                wanted.Add(found);
            }
        }

        var source = data.Concat(logs).Select(found => found.Path).ToHashSet();
        if (options.Mirror && to.Capabilities.HasFlag(LakeCapabilities.Folders))
        {
            var inTheWay = FindInTheWay(there.Keys, source);
            first.AddRange(inTheWay);
            inTheWay.ForEach(path => there.Remove(path));
        }

        var extra = options.Mirror ? there.Keys.Where(path => !source.Contains(path)).OrderBy(path => LogOf(path) is null).ThenByDescending(path => path.Name, StringComparer.Ordinal) : Enumerable.Empty<LakePath>();
        return new CopyPlan(
            [.. wanted.Where(found => LogOf(found.Path) is null)],
            wanted.Where(found => LogOf(found.Path) is not null).GroupBy(found => LogOf(found.Path)!.Value).ToDictionary(log => log.Key, log => log.OrderBy(found => found.Path.Name, StringComparer.Ordinal).ToList()),
            kept, first, [.. extra], refused);
    }

    private static async Task<List<LakeObject>> ListAsync(ILakeStore store, LakeCopyOptions options, CancellationToken cancellationToken)
    {
        var found = new List<LakeObject>();
        var prefixes = options.Only is { } only ? [LakePath.Parse(only)] : LakeContainers.All.Select(container => new LakePath(container, ""));
        foreach (var prefix in prefixes)
        {
            await foreach (var each in store.ListAsync(prefix, cancellationToken))
            {
                // A path names what lies below it, not its neighbours that begin alike.
                if (prefix.Name.Length == 0 || prefix.Name[^1] == '/' || each.Path.Name.Length == prefix.Name.Length || each.Path.Name[prefix.Name.Length] == '/')
                {
                    found.Add(each);
                }
            }
        }

        return found;
    }

    /// <summary>The first commit that both have and that differs: by length, or, where all are as long, the last one by content; it names its files, whose names are random.</summary>
    private static async Task<string?> FindDifferenceAsync(ILakeStore from, ILakeStore to, List<LakeObject> log, Dictionary<LakePath, LakeObject> there, CancellationToken cancellationToken)
    {
        var common = log.Where(found => found.Path.Name.EndsWith(".json", StringComparison.Ordinal) && there.ContainsKey(found.Path)).OrderBy(found => found.Path.Name, StringComparer.Ordinal).ToList();
        var different = common.Find(found => there[found.Path].Length != found.Length)
            ?? (common.Count > 0 && !await ObjectContent.EqualsAsync(from, to, common[^1].Path, cancellationToken) ? common[^1] : null);
        return different is null ? null : $"version {long.Parse(Path.GetFileNameWithoutExtension(different.Path.Name), System.Globalization.CultureInfo.InvariantCulture)}";
    }

    /// <summary>Objects of the target whose name is a folder of the source, or that lie below one of its objects.</summary>
    private static List<LakePath> FindInTheWay(IReadOnlyCollection<LakePath> there, HashSet<LakePath> source)
    {
        var folders = source.SelectMany(FoldersOf).ToHashSet();
        return [.. there.Where(path => folders.Contains(path) || FoldersOf(path).Any(source.Contains))];
    }

    private static IEnumerable<LakePath> FoldersOf(LakePath path)
    {
        for (var slash = path.Name.LastIndexOf('/'); slash > 0; slash = path.Name.LastIndexOf('/', slash - 1))
        {
            yield return path with { Name = path.Name[..slash] };
        }
    }

    private static async Task<bool> IsSameAsync(ILakeStore from, ILakeStore to, LakeObject found, LakeObject held, LakeCopyOptions options, CancellationToken cancellationToken) =>
        options.CompareContent ? await ObjectContent.EqualsAsync(from, to, found.Path, cancellationToken) : held.LastModified >= found.LastModified;
}
