using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Running.Formats;
using VoiceLake.DataFactory.Running.Stores;

namespace VoiceLake.DataFactory.Running.Activities;

/// <summary>Waits until a file or a folder is there, large enough, with or without something in it.</summary>
internal sealed class ValidationWork : IActivityWork
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromHours(12);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    public async Task<JsonObject> RunAsync(ActivityCall call, CancellationToken cancellationToken)
    {
        var time = call.Services.Options.Time;
        var start = time.GetTimestamp();
        var activity = CallProperties.Of(call);
        var dataset = DatasetResolver.Resolve(call, activity.RequiredPart("dataset"));
        var timeout = activity.Duration("timeout", DefaultTimeout);
        var sleep = TimeSpan.FromSeconds(Math.Clamp(activity.Number("sleep", 10), 1, (long)LongestSleep.TotalSeconds));
        var wish = ValidationWish.Read(activity, dataset.InLake("waiting"));
        while (true)
        {
            var (output, lacks) = await wish.TryAsync(new FormatReading(dataset, null, null), call.Activity.Name, cancellationToken);
            if (lacks is null)
            {
                return RunReport.Close(output, time.GetElapsedTime(start));
            }

            var left = timeout - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                throw new ActivityFailure("ValidationTimeout", $"'{dataset.Place}' of dataset '{dataset.Name}' {lacks} after {timeout:c}: run what writes it first, or raise timeout.");
            }

            await Task.Delay(sleep < left ? sleep : left, time, cancellationToken);
        }
    }

    /// <summary>What a Validation waits for.</summary>
    /// <param name="MinimumSize">The least length of the file in bytes; null for any.</param>
    /// <param name="HasChildItems">Whether the folder holds something; null where that does not count.</param>
    private sealed record ValidationWish(long? MinimumSize, bool? HasChildItems)
    {
        public static ValidationWish Read(ActivityProperties activity, LakePlace place)
        {
            foreach (var name in new[] { place.File is null ? "minimumSize" : "childItems" }.Where(name => activity.Json[name] is not null))
            {
                throw new WorkException(WorkException.Invalid, $"{activity.Place}: {name} is for a {(place.File is null ? "file, and the dataset names a folder" : "folder, and the dataset names a file")}: leave it out.");
            }

            return new ValidationWish(
                activity.Json["minimumSize"] is null ? null : activity.Number("minimumSize", 0),
                activity.Json["childItems"] is null ? null : activity.Flag("childItems", otherwise: true));
        }

        /// <summary>Looks once; what is lacking, in words, or null.</summary>
        public async Task<(JsonObject Output, string? Lacks)> TryAsync(FormatReading reading, string owner, CancellationToken cancellationToken)
        {
            var fields = await MetadataFields.FindAsync(reading, cancellationToken);
            if (!fields.Exists)
            {
                // A folder of a lake is there only through what it holds.
                return HasChildItems == false ? (new JsonObject { ["exists"] = false }, null) : ([], "is not there");
            }

            var output = new JsonObject();
            foreach (var name in (string[])["exists", "itemName", "itemType", .. ((LakePlace)reading.Dataset.Place).File is null ? (ReadOnlySpan<string>)["childItems"] : ["size", "lastModified"]])
            {
                output[name] = await fields.ReadAsync(name, owner, cancellationToken);
            }

            return (output, output["size"] is { } size && size.GetValue<long>() < MinimumSize ? $"has {size} bytes of at least {MinimumSize}"
                : HasChildItems is { } wanted && wanted != output["childItems"]!.AsArray().Count > 0 ? $"is {(wanted ? "empty" : "not empty")}"
                : null);
        }
    }
}
