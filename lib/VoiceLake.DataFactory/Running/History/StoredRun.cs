using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace VoiceLake.DataFactory.Running.History;

/// <summary>A run as it is kept: what is told of it, and what a rerun needs.</summary>
internal sealed record StoredRun(PipelineRun Run, RunHost Host, JsonObject Parameters)
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

/// <summary>A try of an activity as it is kept.</summary>
/// <param name="Run">What is told of it.</param>
/// <param name="Variables">The variables it set, or activities inside it, with their values at its end; for activities of the pipeline itself.</param>
/// <param name="Hidden">Whether something secret was left out, so that a rerun cannot take it over; null for no.</param>
internal sealed record StoredActivity(ActivityRun Run, JsonObject? Variables = null, bool? Hidden = null);
