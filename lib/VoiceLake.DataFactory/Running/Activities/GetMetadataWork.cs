using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions.Evaluation;
using VoiceLake.DataFactory.Running.Formats;
using VoiceLake.DataFactory.Running.Stores;

namespace VoiceLake.DataFactory.Running.Activities;

/// <summary>Tells what is known of a file or a folder of a lake; one that is not there fails, unless <c>exists</c> is asked for.</summary>
internal sealed class GetMetadataWork : IActivityWork
{
    private static readonly string[] Wildcards = ["wildcardFolderPath", "wildcardFileName"];

    public async Task<JsonObject> RunAsync(ActivityCall call, CancellationToken cancellationToken)
    {
        var time = call.Services.Options.Time;
        var start = time.GetTimestamp();
        var activity = CallProperties.Of(call);
        var dataset = DatasetResolver.Resolve(call, activity.RequiredPart("dataset"));
        var reading = new FormatReading(dataset, FormatReading.ReadStoreSettings(dataset, activity), FormatReading.ReadFormatSettings(dataset, activity));
        RefuseWildcards(reading.StoreSettings);
        var names = activity.List("fieldList") is { Count: > 0 } list ? list.Select(Values.ToText).Distinct().ToArray() : throw activity.Missing("fieldList");
        var fields = await MetadataFields.FindAsync(reading, cancellationToken);
        var output = new JsonObject();
        if (!fields.Exists)
        {
            output["exists"] = names.Contains("exists") ? false
                : throw new WorkException(WorkException.NotFound, $"'{dataset.Place}' of dataset '{dataset.Name}' is not there: run what writes it first, or ask for the field exists.");
            return RunReport.Close(output, time.GetElapsedTime(start));
        }

        foreach (var name in names)
        {
            output[name] = await fields.ReadAsync(name, call.Activity.Name, cancellationToken);
        }

        return RunReport.Close(RunReport.Limited(output, call.Activity.Name), time.GetElapsedTime(start));
    }

    private static void RefuseWildcards(ActivityProperties? settings)
    {
        foreach (var name in Wildcards.Where(name => settings?.Text(name) is { Length: > 0 }))
        {
            throw new WorkException(WorkException.Invalid, $"{settings!.Place}: {name} does not go with GetMetadata, here as in Azure: leave it out.");
        }
    }
}
