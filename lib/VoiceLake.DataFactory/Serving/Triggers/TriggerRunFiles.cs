using System.Globalization;
using System.Text.Json;
using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Serving.Triggers;

/// <summary>The runs of triggers in the lake: one file each under <c>miscellaneous/factory/trigger-runs</c>, named by time.</summary>
internal sealed class TriggerRunFiles(ILakeStore store)
{
    private static readonly LakePath Root = LakePath.Parse($"{LakeContainers.Miscellaneous}/factory/trigger-runs/");

    public async Task WriteAsync(TriggerRun run, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Root.Name}{run.TriggerRunTimestamp.UtcDateTime:yyyyMMdd'T'HHmmssfffffff}-{run.TriggerRunId}.json");
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(run, JsonSerializerOptions.Web));
        await store.PutAsync(Root with { Name = name }, content, PutCondition.IfAbsent, cancellationToken);
    }

    /// <summary>All of them, the newest first.</summary>
    public async Task<IReadOnlyList<TriggerRun>> ReadAsync(CancellationToken cancellationToken)
    {
        var runs = new List<TriggerRun>();
        await foreach (var file in store.ListAsync(Root, cancellationToken))
        {
            await using var content = await store.OpenReadAsync(file.Path, cancellationToken: cancellationToken);
            try
            {
                runs.Add(await JsonSerializer.DeserializeAsync<TriggerRun>(content, JsonSerializerOptions.Web, cancellationToken) ?? throw new JsonException("It says null."));
            }
            catch (JsonException e)
            {
                throw new LakeException($"'{file.Path}' is no record of a trigger's run: {e.Message} Move it out of the lake.", e);
            }
        }

        runs.Reverse();
        return runs;
    }
}
