using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>Runs activities more than once.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public abstract record LoopActivity : Activity
{
    private protected LoopActivity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    private protected LoopActivity(string name, string type)
        : base(name, type)
    {
    }

    /// <summary>What is done in each round.</summary>
    public IReadOnlyList<Activity> Activities
    {
        get => Block("activities");
        init => Set(value, "typeProperties", "activities");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ActivityBlock> Inner => [new("activities", Activities)];
}

/// <summary>Runs activities once for each item of a list; inside, <c>item()</c> is the item.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record ForEachActivity : LoopActivity
{
    internal ForEachActivity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A loop over the list that an expression gives.</summary>
    public ForEachActivity(string name, Dynamic items, params IEnumerable<Activity> activities)
        : base(name, "ForEach")
    {
        Items = items;
        Activities = [.. activities];
    }

    /// <summary>Whether one item waits for the one before it; null: no.</summary>
    public Dynamic<bool>? IsSequential
    {
        get => OptionalValue<bool>("typeProperties", "isSequential");
        init => Set(value?.Json, "typeProperties", "isSequential");
    }

    /// <summary>How many items go at once, at most 50; null: 20.</summary>
    public Dynamic<int>? BatchCount
    {
        get => OptionalValue<int>("typeProperties", "batchCount");
        init => Set(value?.Json, "typeProperties", "batchCount");
    }

    /// <summary>The list.</summary>
    public Dynamic Items
    {
        get => Required("typeProperties", "items");
        init => Set(value.Json, "typeProperties", "items");
    }
}

/// <summary>Runs activities again and again until an expression is true.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record UntilActivity : LoopActivity
{
    internal UntilActivity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A loop that ends when an expression is true.</summary>
    public UntilActivity(string name, Dynamic expression, params IEnumerable<Activity> activities)
        : base(name, "Until")
    {
        Expression = expression;
        Activities = [.. activities];
    }

    /// <summary>When the loop ends; asked after each pass.</summary>
    public Dynamic Expression
    {
        get => Required("typeProperties", "expression");
        init => Set(value.Json, "typeProperties", "expression");
    }

    /// <summary>How long it may take in all, as <c>d.hh:mm:ss</c>; null: 7 days.</summary>
    public Dynamic? Timeout
    {
        get => OptionalValue("typeProperties", "timeout");
        init => Set(value?.Json, "typeProperties", "timeout");
    }
}

/// <summary>Keeps those items of a list for which a condition holds.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record FilterActivity : Activity
{
    internal FilterActivity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A filter; in the condition, <c>item()</c> is the item.</summary>
    public FilterActivity(string name, Dynamic items, Dynamic condition)
        : base(name, "Filter")
    {
        Items = items;
        Condition = condition;
    }

    /// <summary>The list.</summary>
    public Dynamic Items
    {
        get => Required("typeProperties", "items");
        init => Set(value.Json, "typeProperties", "items");
    }

    /// <summary>What must hold for an item to stay.</summary>
    public Dynamic Condition
    {
        get => Required("typeProperties", "condition");
        init => Set(value.Json, "typeProperties", "condition");
    }
}

/// <summary>Does nothing for some seconds.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record WaitActivity : Activity
{
    internal WaitActivity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A pause.</summary>
    public WaitActivity(string name, Dynamic<int> waitTimeInSeconds)
        : base(name, "Wait")
    {
        WaitTimeInSeconds = waitTimeInSeconds;
    }

    /// <summary>How long, in seconds.</summary>
    public Dynamic<int>? WaitTimeInSeconds
    {
        get => OptionalValue<int>("typeProperties", "waitTimeInSeconds");
        init => Set(value?.Json, "typeProperties", "waitTimeInSeconds");
    }
}
