using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>An activity that does work outside the pipeline, and so has a policy and may name a linked service.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public abstract record ExecutionActivity : Activity
{
    private protected ExecutionActivity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    private protected ExecutionActivity(string name, string type)
        : base(name, type)
    {
    }

    /// <summary>Time-out, retries, and what runs may show.</summary>
    public ActivityPolicy? Policy
    {
        get => OptionalPart((json, place) => new ActivityPolicy(json, place), "policy");
        init => Set(value, "policy");
    }

    /// <summary>The service that does the work, where the type asks for one.</summary>
    public LinkedServiceReference? LinkedServiceName
    {
        get => OptionalPart((json, place) => new LinkedServiceReference(json, place), "linkedServiceName");
        init => Set(value, "linkedServiceName");
    }
}

/// <summary>How long an activity may take, how often it is tried, and what runs may show of it.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record ActivityPolicy : ModelPart
{
    internal ActivityPolicy(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>Data Factory's defaults.</summary>
    public ActivityPolicy()
        : base("policy")
    {
    }

    /// <summary>How long one try may take, as <c>d.hh:mm:ss</c>; null: 12 hours.</summary>
    public Dynamic? Timeout
    {
        get => OptionalValue("timeout");
        init => Set(value?.Json, "timeout");
    }

    /// <summary>Further tries after a failure; null: none.</summary>
    public Dynamic<int>? Retry
    {
        get => OptionalValue<int>("retry");
        init => Set(value?.Json, "retry");
    }

    /// <summary>Seconds between two tries, 30 to 86,400; null: 30.</summary>
    public Dynamic<int>? RetryIntervalInSeconds
    {
        get => OptionalValue<int>("retryIntervalInSeconds");
        init => Set(value?.Json, "retryIntervalInSeconds");
    }

    /// <summary>Whether runs hide the inputs; null: no.</summary>
    public Dynamic<bool>? SecureInput
    {
        get => OptionalValue<bool>("secureInput");
        init => Set(value?.Json, "secureInput");
    }

    /// <summary>Whether runs hide the outputs; null: no.</summary>
    public Dynamic<bool>? SecureOutput
    {
        get => OptionalValue<bool>("secureOutput");
        init => Set(value?.Json, "secureOutput");
    }
}
