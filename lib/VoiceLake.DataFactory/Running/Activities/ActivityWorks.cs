namespace VoiceLake.DataFactory.Running.Activities;

/// <summary>The activities that do work outside the pipeline, by type.</summary>
internal static class ActivityWorks
{
    private static readonly Dictionary<string, IActivityWork> All = new()
    {
        ["DatabricksNotebook"] = new DatabricksNotebookWork(),
    };

    public static IEnumerable<string> Types => All.Keys;

    public static IActivityWork? Find(string type) => All.GetValueOrDefault(type);
}
