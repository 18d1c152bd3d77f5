namespace VoiceLake.DataFactory.Running.Activities;

/// <summary>What each type of activity that does work does, and the properties that it honours.</summary>
internal static class ActivityWorks
{
    private static readonly Dictionary<string, IActivityWork> Works = new(StringComparer.Ordinal)
    {
        ["Copy"] = new GuardedWork("2200", new CopyWork()),
        ["DatabricksNotebook"] = new GuardedWork("InvalidNotebookRun", new DatabricksNotebookWork()),
        ["Delete"] = new GuardedWork("DeleteFailed", new DeleteWork()),
        ["GetMetadata"] = new GuardedWork("2011", new GetMetadataWork()),
        ["Lookup"] = new GuardedWork("2100", new LookupWork()),
        ["Validation"] = new GuardedWork("ValidationFailed", new ValidationWork()),
        ["WebActivity"] = new GuardedWork("2108", new WebActivityWork()),
    };

    /// <summary>The types, in the order of their names.</summary>
    public static IReadOnlyList<string> Types { get; } = [.. Works.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The properties that activities, their settings, datasets and linked services may have here, by type; any other fails by its name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<SupportedProperty>> SupportedProperties => Activities.SupportedProperties.All;

    /// <summary>The work of a type; null where none is known.</summary>
    public static IActivityWork? Find(string type) => Works.GetValueOrDefault(type);
}
