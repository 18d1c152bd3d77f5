using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>Works on what a dataset names.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public abstract record DatasetActivity : ExecutionActivity
{
    private protected DatasetActivity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    private protected DatasetActivity(string name, string type)
        : base(name, type)
    {
    }

    /// <summary>The dataset.</summary>
    public DatasetReference Dataset
    {
        get => Part((json, place) => new DatasetReference(json, place), "typeProperties", "dataset");
        init => Set(value, "typeProperties", "dataset");
    }
}

/// <summary>Reads rows of a dataset: at most 5,000 of them, and without a word about the rest.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record LookupActivity : DatasetActivity
{
    internal LookupActivity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A look at a dataset; <see cref="FirstRowOnly"/> is true unless it is set.</summary>
    public LookupActivity(string name, CopySource source, DatasetReference dataset)
        : base(name, "Lookup")
    {
        Source = source;
        Dataset = dataset;
    }

    /// <summary>How the rows are read.</summary>
    public CopySource Source
    {
        get => Part((json, place) => new CopySource(json, place), "typeProperties", "source");
        init => Set(value, "typeProperties", "source");
    }

    /// <summary>Whether only the first row is read, into <c>output.firstRow</c>; null: yes. False: <c>output.value</c> and <c>output.count</c>.</summary>
    public Dynamic<bool>? FirstRowOnly
    {
        get => OptionalValue<bool>("typeProperties", "firstRowOnly");
        init => Set(value?.Json, "typeProperties", "firstRowOnly");
    }
}

/// <summary>Asks what is known of a file or folder.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record GetMetadataActivity : DatasetActivity
{
    internal GetMetadataActivity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A question for fields such as <c>exists</c>, <c>size</c> and <c>childItems</c>.</summary>
    public GetMetadataActivity(string name, DatasetReference dataset, params IEnumerable<string> fieldList)
        : base(name, "GetMetadata")
    {
        Dataset = dataset;
        Set(fieldList, "typeProperties", "fieldList");
    }

    /// <summary>The fields; a text or an expression each.</summary>
    public IReadOnlyList<Dynamic> FieldList => List((json, place) => new Dynamic(json, place), "typeProperties", "fieldList");

    /// <summary>How the store is read.</summary>
    public StoreSettings? StoreSettings
    {
        get => OptionalPart((json, place) => new StoreSettings(json, place), "typeProperties", "storeSettings");
        init => Set(value, "typeProperties", "storeSettings");
    }
}

/// <summary>Deletes files.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record DeleteActivity : DatasetActivity
{
    internal DeleteActivity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A deletion.</summary>
    public DeleteActivity(string name, DatasetReference dataset)
        : base(name, "Delete")
    {
        Dataset = dataset;
    }

    /// <summary>Whether the names are logged; null: no.</summary>
    public Dynamic<bool>? EnableLogging
    {
        get => OptionalValue<bool>("typeProperties", "enableLogging");
        init => Set(value?.Json, "typeProperties", "enableLogging");
    }

    /// <summary>Which files.</summary>
    public StoreSettings? StoreSettings
    {
        get => OptionalPart((json, place) => new StoreSettings(json, place), "typeProperties", "storeSettings");
        init => Set(value, "typeProperties", "storeSettings");
    }
}

/// <summary>Waits until a file or folder is there.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record ValidationActivity : Activity
{
    internal ValidationActivity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A wait for a dataset.</summary>
    public ValidationActivity(string name, DatasetReference dataset)
        : base(name, "Validation")
    {
        Dataset = dataset;
    }

    /// <summary>The dataset.</summary>
    public DatasetReference Dataset
    {
        get => Part((json, place) => new DatasetReference(json, place), "typeProperties", "dataset");
        init => Set(value, "typeProperties", "dataset");
    }

    /// <summary>How long to wait, as <c>d.hh:mm:ss</c>; null: 12 hours.</summary>
    public Dynamic? Timeout
    {
        get => OptionalValue("typeProperties", "timeout");
        init => Set(value?.Json, "typeProperties", "timeout");
    }

    /// <summary>Seconds between two looks; null: 10.</summary>
    public Dynamic<int>? Sleep
    {
        get => OptionalValue<int>("typeProperties", "sleep");
        init => Set(value?.Json, "typeProperties", "sleep");
    }

    /// <summary>The least size of a file, in bytes.</summary>
    public Dynamic<int>? MinimumSize
    {
        get => OptionalValue<int>("typeProperties", "minimumSize");
        init => Set(value?.Json, "typeProperties", "minimumSize");
    }

    /// <summary>Whether a folder must hold something; null: it does not matter.</summary>
    public Dynamic<bool>? ChildItems
    {
        get => OptionalValue<bool>("typeProperties", "childItems");
        init => Set(value?.Json, "typeProperties", "childItems");
    }
}
