using System.Text.Json.Nodes;

namespace VoiceLake.DataFactory.Running.Activities;

/// <summary>The evaluated properties of a call, checked against the table of its activity's type.</summary>
internal static class CallProperties
{
    // Not among typeProperties in Data Factory, but handed over with them.
    private static readonly string[] Beside = ["inputs", "outputs"];

    public static ActivityProperties Of(ActivityCall call)
    {
        var typeProperties = call.Input.Where(pair => !Beside.Contains(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()));
        new ActivityProperties(new JsonObject(typeProperties), call.Activity.Name).Checked(call.Activity.Type);
        return new ActivityProperties(call.Input, call.Activity.Name);
    }
}
