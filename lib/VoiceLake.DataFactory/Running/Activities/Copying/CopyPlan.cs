using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Running.Formats;
using VoiceLake.DataFactory.Running.Stores;

namespace VoiceLake.DataFactory.Running.Activities.Copying;

/// <summary>What a Copy asks for: both datasets and their settings, every property checked.</summary>
internal sealed record CopyPlan(ResolvedDataset Source, ResolvedDataset Sink, FormatReading Reading, ActivityProperties SinkProperties, ActivityProperties? WriteSettings)
{
    /// <summary>The place to write to.</summary>
    public LakePlace Target => Sink.InLake("writing");

    /// <summary>How the tree of source files becomes one of target files.</summary>
    public string Behavior => WriteSettings?.Text("copyBehavior") switch
    {
        null or "" => "PreserveHierarchy",
        "PreserveHierarchy" or "FlattenHierarchy" or "MergeFiles" => WriteSettings.Text("copyBehavior")!,
        var other => throw WriteSettings.Unsupported("copyBehavior", other, "use PreserveHierarchy, FlattenHierarchy or MergeFiles"),
    };

    public static CopyPlan Read(ActivityCall call)
    {
        var activity = CallProperties.Of(call);
        var source = DatasetResolver.Resolve(call, Single(activity, "inputs"));
        var sink = DatasetResolver.Resolve(call, Single(activity, "outputs"));
        var reading = FormatReading.Read(source, activity.RequiredPart("source"));
        var sinkProperties = activity.RequiredPart("sink").Checked();
        if (sinkProperties.Type != $"{sink.Type}Sink")
        {
            throw new WorkException(WorkException.Invalid, $"{sinkProperties.Place}: '{sinkProperties.Type}' does not go with dataset '{sink.Name}' of type {sink.Type}: use {sink.Type}Sink.");
        }

        if ((source.Type == "Binary") != (sink.Type == "Binary"))
        {
            throw new WorkException(WorkException.Invalid, $"{activity.Place}: a Binary dataset is copied to a Binary dataset alone, not from {source.Type} to {sink.Type}: use datasets of a format with rows on both sides.");
        }

        var settings = sinkProperties.Part("storeSettings")?.Checked();
        if (settings is not null && settings.Type != $"{sink.Place.Type}WriteSettings")
        {
            throw new WorkException(WorkException.Invalid, $"{settings.Place}: '{settings.Type}' does not go with linked service '{sink.Place.LinkedService}' of type {sink.Place.Type}: use {sink.Place.Type}WriteSettings.");
        }

        return new CopyPlan(source, sink, reading, sinkProperties, settings);
    }

    private static ActivityProperties Single(ActivityProperties activity, string name) => activity.List(name) switch
    {
        [JsonObject reference] => new ActivityProperties(reference, $"{activity.Place}.{name}[0]"),
        _ => throw new WorkException(WorkException.Invalid, $"{activity.Place}: {name} holds one dataset reference: write [{{ … }}]."),
    };
}
