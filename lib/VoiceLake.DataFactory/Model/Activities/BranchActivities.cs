using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>Runs one of two lists of activities.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record IfConditionActivity : Activity
{
    internal IfConditionActivity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A branch on an expression that is true or false.</summary>
    public IfConditionActivity(string name, Dynamic expression)
        : base(name, "IfCondition")
    {
        Expression = expression;
    }

    /// <summary>The condition.</summary>
    public Dynamic Expression
    {
        get => Required("typeProperties", "expression");
        init => Set(value.Json, "typeProperties", "expression");
    }

    /// <summary>What is done if it holds.</summary>
    public IReadOnlyList<Activity> IfTrueActivities
    {
        get => Block("ifTrueActivities");
        init => Set(value, "typeProperties", "ifTrueActivities");
    }

    /// <summary>What is done if it does not.</summary>
    public IReadOnlyList<Activity> IfFalseActivities
    {
        get => Block("ifFalseActivities");
        init => Set(value, "typeProperties", "ifFalseActivities");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ActivityBlock> Inner => [new("ifTrueActivities", IfTrueActivities), new("ifFalseActivities", IfFalseActivities)];
}

/// <summary>Runs the activities of the case that equals a value.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record SwitchActivity : Activity
{
    internal SwitchActivity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A branch on a text.</summary>
    public SwitchActivity(string name, Dynamic on, params IEnumerable<SwitchCase> cases)
        : base(name, "Switch")
    {
        On = on;
        Cases = [.. cases];
    }

    /// <summary>The value.</summary>
    public Dynamic On
    {
        get => Required("typeProperties", "on");
        init => Set(value.Json, "typeProperties", "on");
    }

    /// <summary>The cases.</summary>
    public IReadOnlyList<SwitchCase> Cases
    {
        get => List((json, place) => new SwitchCase(json, place), "typeProperties", "cases");
        init => Set(value, "typeProperties", "cases");
    }

    /// <summary>What is done if no case fits.</summary>
    public IReadOnlyList<Activity> DefaultActivities
    {
        get => Block("defaultActivities");
        init => Set(value, "typeProperties", "defaultActivities");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ActivityBlock> Inner =>
        [.. Cases.Select(found => new ActivityBlock($"cases '{found.Value}'", found.Activities)), new("defaultActivities", DefaultActivities)];
}

/// <summary>One case of a Switch.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record SwitchCase : ModelPart
{
    internal SwitchCase(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>What is done for one value.</summary>
    public SwitchCase(string value, params IEnumerable<Activity> activities)
        : base(value)
    {
        Set(value, "value");
        Set(activities, "activities");
    }

    /// <summary>The value.</summary>
    public string Value => Text("value");

    /// <summary>What is done.</summary>
    public IReadOnlyList<Activity> Activities => List(Activity.Read, "activities");
}

/// <summary>Fails on purpose, with a message.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record FailActivity : Activity
{
    internal FailActivity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A failure.</summary>
    public FailActivity(string name, Dynamic message, Dynamic errorCode)
        : base(name, "Fail")
    {
        Message = message;
        ErrorCode = errorCode;
    }

    /// <summary>What went wrong and what to do.</summary>
    public Dynamic Message
    {
        get => Required("typeProperties", "message");
        init => Set(value.Json, "typeProperties", "message");
    }

    /// <summary>A code that programs can tell apart.</summary>
    public Dynamic ErrorCode
    {
        get => Required("typeProperties", "errorCode");
        init => Set(value.Json, "typeProperties", "errorCode");
    }
}
