using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>When pipelines start; one of a type other than a schedule's is kept as it is.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public record Trigger : FactoryResource
{
    internal Trigger(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    private protected Trigger(string name, string type)
        : base(name) => Set(type, "properties", "type");

    /// <inheritdoc/>
    public override FactoryResourceKind Kind => FactoryResourceKind.Trigger;

    /// <summary>The type, such as <c>ScheduleTrigger</c>.</summary>
    public string Type => Text("properties", "type");

    /// <summary>Whether it is at work: <c>Started</c> or <c>Stopped</c>.</summary>
    public string? RuntimeState => OptionalText("properties", "runtimeState");

    /// <summary>The pipelines it starts.</summary>
    public IReadOnlyList<TriggeredPipeline> Pipelines
    {
        get => List((json, place) => new TriggeredPipeline(json, place), "properties", "pipelines");
        init => Set(value, "properties", "pipelines");
    }

    internal static Trigger Read(JsonElement json, JsonPlace place)
    {
        var trigger = new Trigger(json, place);
        return trigger.Type == ScheduleTrigger.TypeName ? new ScheduleTrigger(json, place) : trigger;
    }
}

/// <summary>Starts pipelines at fixed times.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record ScheduleTrigger : Trigger
{
    internal const string TypeName = "ScheduleTrigger";

    internal ScheduleTrigger(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A schedule: every so many minutes, hours, days, weeks or months; stopped until it is started.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="frequency"><c>Minute</c>, <c>Hour</c>, <c>Day</c>, <c>Week</c> or <c>Month</c>.</param>
    /// <param name="interval">How many of them, from 1.</param>
    /// <param name="startTime">From when on, such as <c>2026-01-01T02:00:00Z</c>.</param>
    /// <param name="timeZone">The zone of the times, such as <c>UTC</c>.</param>
    public ScheduleTrigger(string name, string frequency, int interval, string startTime, string timeZone = "UTC")
        : base(name, TypeName)
    {
        Set("Stopped", "properties", "runtimeState");
        Set(JsonSerializer.SerializeToElement(new { frequency, interval, startTime, timeZone }), "properties", "typeProperties", "recurrence");
    }

    /// <summary><c>Minute</c>, <c>Hour</c>, <c>Day</c>, <c>Week</c> or <c>Month</c>.</summary>
    public string Frequency => Text("properties", "typeProperties", "recurrence", "frequency");

    /// <summary>How many of them lie between two starts.</summary>
    public int Interval => OptionalValue<int>("properties", "typeProperties", "recurrence", "interval")?.Value ?? 1;

    /// <summary>From when on.</summary>
    public string? StartTime => OptionalText("properties", "typeProperties", "recurrence", "startTime");

    /// <summary>Until when, if it ends.</summary>
    public string? EndTime => OptionalText("properties", "typeProperties", "recurrence", "endTime");

    /// <summary>The zone of the times.</summary>
    public string? TimeZone => OptionalText("properties", "typeProperties", "recurrence", "timeZone");
}

/// <summary>A pipeline that a trigger starts, with the values of its parameters.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record TriggeredPipeline : ModelPart
{
    internal TriggeredPipeline(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A pipeline by name; its parameters come with <see cref="With"/>.</summary>
    public TriggeredPipeline(string pipeline)
        : base(pipeline) => Set(new PipelineReference(pipeline), "pipelineReference");

    /// <summary>The pipeline.</summary>
    public PipelineReference Pipeline => Part((json, place) => new PipelineReference(json, place), "pipelineReference");

    /// <summary>The values passed, by parameter.</summary>
    public IReadOnlyDictionary<string, Dynamic> Parameters => Map((json, place) => new Dynamic(json, place), "parameters");

    /// <summary>The same with a value for one parameter.</summary>
    public TriggeredPipeline With(string parameter, Dynamic value) => (TriggeredPipeline)WithMember(value.Json, "parameters", parameter);
}
