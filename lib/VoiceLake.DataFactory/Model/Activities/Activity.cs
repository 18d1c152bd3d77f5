using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>One step of a pipeline.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public abstract record Activity : ModelPart
{
    private protected Activity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    private protected Activity(string name, string type)
        : base(name)
    {
        Set(name, "name");
        Set(type, "type");
    }

    /// <summary>Its name, by which others refer to it.</summary>
    public string Name => Text("name");

    /// <summary>The type, such as <c>Copy</c>.</summary>
    public string Type => Text("type");

    /// <summary>What it is for, in a sentence.</summary>
    public string? Description
    {
        get => OptionalText("description");
        init => Set(value, "description");
    }

    /// <summary>On what it waits; <see cref="ActivityExtensions.After{T}"/> adds to it.</summary>
    public IReadOnlyList<ActivityDependency> DependsOn
    {
        get => List((json, place) => new ActivityDependency(json, place), "dependsOn");
        init => Set(value, "dependsOn");
    }

    /// <summary>The properties of its type, as JSON.</summary>
    public JsonElement TypeProperties => Find("typeProperties") ?? ModelJson.Empty;

    /// <summary>The lists of activities inside it, by the name of their property.</summary>
    public virtual IReadOnlyList<ActivityBlock> Inner => [];

    /// <summary>Itself and all activities inside it.</summary>
    public IEnumerable<Activity> WithInner() => Inner.SelectMany(block => block.Activities).SelectMany(activity => activity.WithInner()).Prepend(this);

    internal static Activity Read(JsonElement json, JsonPlace place)
    {
        var unknown = new UnknownActivity(json, place);
        return unknown.Type switch
        {
            "AppendVariable" => new AppendVariableActivity(json, place),
            "Copy" => new CopyActivity(json, place),
            "DatabricksNotebook" => new DatabricksNotebookActivity(json, place),
            "Delete" => new DeleteActivity(json, place),
            "ExecutePipeline" => new ExecutePipelineActivity(json, place),
            "Fail" => new FailActivity(json, place),
            "Filter" => new FilterActivity(json, place),
            "ForEach" => new ForEachActivity(json, place),
            "GetMetadata" => new GetMetadataActivity(json, place),
            "IfCondition" => new IfConditionActivity(json, place),
            "Lookup" => new LookupActivity(json, place),
            "SetVariable" => new SetVariableActivity(json, place),
            "Switch" => new SwitchActivity(json, place),
            "Until" => new UntilActivity(json, place),
            "Validation" => new ValidationActivity(json, place),
            "Wait" => new WaitActivity(json, place),
            "WebActivity" => new WebActivity(json, place),
            _ => unknown,
        };
    }

    private protected IReadOnlyList<Activity> Block(string name) => List(Read, "typeProperties", name);
}

/// <summary>Activities inside another, and the property that holds them.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
/// <param name="Name">The property, such as <c>ifTrueActivities</c>; for a case of a Switch <c>cases</c> and its value.</param>
/// <param name="Activities">The activities.</param>
public sealed record ActivityBlock(string Name, IReadOnlyList<Activity> Activities);

/// <summary>An activity of a type that this model does not know: kept as it is.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record UnknownActivity : Activity
{
    internal UnknownActivity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }
}
