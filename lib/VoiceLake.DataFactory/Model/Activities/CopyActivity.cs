using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>Copies data from one dataset to another.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record CopyActivity : ExecutionActivity
{
    internal CopyActivity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A copy.</summary>
    public CopyActivity(string name, CopySource source, DatasetReference input, CopySink sink, DatasetReference output)
        : base(name, "Copy")
    {
        Inputs = [input];
        Outputs = [output];
        Source = source;
        Sink = sink;
    }

    /// <summary>From where: one dataset.</summary>
    public IReadOnlyList<DatasetReference> Inputs
    {
        get => List((json, place) => new DatasetReference(json, place), "inputs");
        init => Set(value, "inputs");
    }

    /// <summary>Whereto: one dataset.</summary>
    public IReadOnlyList<DatasetReference> Outputs
    {
        get => List((json, place) => new DatasetReference(json, place), "outputs");
        init => Set(value, "outputs");
    }

    /// <summary>How it is read.</summary>
    public CopySource Source
    {
        get => Part((json, place) => new CopySource(json, place), "typeProperties", "source");
        init => Set(value, "typeProperties", "source");
    }

    /// <summary>How it is written.</summary>
    public CopySink Sink
    {
        get => Part((json, place) => new CopySink(json, place), "typeProperties", "sink");
        init => Set(value, "typeProperties", "sink");
    }
}
