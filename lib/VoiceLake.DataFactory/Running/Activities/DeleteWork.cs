using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Running.Formats;
using VoiceLake.DataFactory.Running.Stores;

namespace VoiceLake.DataFactory.Running.Activities;

/// <summary>Deletes files of a lake: one, those of a folder, or those that a pattern or a time names.</summary>
internal sealed class DeleteWork : IActivityWork
{
    public async Task<JsonObject> RunAsync(ActivityCall call, CancellationToken cancellationToken)
    {
        var time = call.Services.Options.Time;
        var start = time.GetTimestamp();
        var activity = CallProperties.Of(call);
        var dataset = DatasetResolver.Resolve(call, activity.RequiredPart("dataset"));
        var place = dataset.InLake("deleting");
        var settings = FormatReading.ReadStoreSettings(dataset, activity);
        var recursive = activity.Flag("recursive", otherwise: false);
        var selected = await LakeSelection.ListAsync(place, settings, recursive, cancellationToken);
        var deleted = 0;
        foreach (var file in selected.Files)
        {
            deleted += await place.Lake.Store.DeleteAsync(file.Object.Path, cancellationToken) ? 1 : 0;
        }

        return RunReport.Close(
            new JsonObject
            {
                ["datasetName"] = dataset.Name,
                ["relativePath"] = place.ToString(),
                ["recursive"] = settings?.Flag("recursive", recursive) ?? recursive,
                ["isWildcardUsed"] = selected.UsesWildcards,
                ["filesDeleted"] = deleted,
            },
            time.GetElapsedTime(start));
    }
}
