using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>A pipeline: activities, and on what each waits.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record Pipeline : FactoryResource
{
    internal Pipeline(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A pipeline of activities; those that wait for none start at once.</summary>
    public Pipeline(string name, params IEnumerable<Activity> activities)
        : base(name) => Set(activities, "properties", "activities");

    /// <inheritdoc/>
    public override FactoryResourceKind Kind => FactoryResourceKind.Pipeline;

    /// <summary>The activities of the pipeline itself, without those inside loops and branches.</summary>
    public IReadOnlyList<Activity> Activities => List(Activity.Read, "properties", "activities");

    /// <summary>All activities, those inside loops and branches behind the one that holds them.</summary>
    public IEnumerable<Activity> AllActivities => Activities.SelectMany(activity => activity.WithInner());

    /// <summary>The parameters, by name.</summary>
    public IReadOnlyDictionary<string, ParameterSpecification> Parameters => Map((json, place) => new ParameterSpecification(json, place), "properties", "parameters");

    /// <summary>The variables, by name.</summary>
    public IReadOnlyDictionary<string, ParameterSpecification> Variables => Map((json, place) => new ParameterSpecification(json, place), "properties", "variables");

    /// <summary>How many runs of this pipeline may go at once; the others wait. Null: no limit.</summary>
    public int? Concurrency
    {
        get => OptionalValue<int>("properties", "concurrency")?.Value;
        init => Set(value is { } count ? JsonSerializer.SerializeToElement(count) : null, "properties", "concurrency");
    }

    /// <summary>The same with one more parameter, or another value for its specification.</summary>
    public Pipeline WithParameter(string name, string type, Dynamic? defaultValue = null) =>
        (Pipeline)WithMember(new ParameterSpecification(type, defaultValue).Json, "properties", "parameters", name);

    /// <summary>The same with one more variable, of a type of <see cref="VariableType"/>.</summary>
    public Pipeline WithVariable(string name, string type, Dynamic? defaultValue = null) =>
        (Pipeline)WithMember(new ParameterSpecification(type, defaultValue).Json, "properties", "variables", name);
}
