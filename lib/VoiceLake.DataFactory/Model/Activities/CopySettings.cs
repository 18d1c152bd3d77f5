using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>One end of a copy: a format, and the store that holds it.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public abstract record CopyEnd : ModelPart
{
    private protected CopyEnd(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    private protected CopyEnd(string type, StoreSettings? storeSettings)
        : base(type)
    {
        Set(type, "type");
        Set(storeSettings, "storeSettings");
    }

    /// <summary>The type, such as <c>BinarySource</c> or <c>BinarySink</c>.</summary>
    public string Type => Text("type");

    /// <summary>How the store is read or written.</summary>
    public StoreSettings? StoreSettings => OptionalPart((json, place) => new StoreSettings(json, place), "storeSettings");
}

/// <summary>How a Copy or a Lookup reads.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record CopySource : CopyEnd
{
    internal CopySource(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A source of a type such as <c>JsonSource</c>, which may have settings of its store.</summary>
    public CopySource(string type, StoreSettings? storeSettings = null)
        : base(type, storeSettings)
    {
    }

    /// <summary>How the format is read, such as <c>TarGZipReadSettings</c>.</summary>
    public Dynamic? FormatSettings
    {
        get => OptionalValue("formatSettings");
        init => Set(value?.Json, "formatSettings");
    }

    /// <summary>A file of a web server, byte for byte.</summary>
    public static CopySource BinaryOverHttp() => new("BinarySource", new StoreSettings("HttpReadSettings").With("requestMethod", "GET"));

    /// <summary>Files of a lake, byte for byte.</summary>
    public static CopySource BinaryInLake() => new("BinarySource", new StoreSettings("AzureBlobFSReadSettings").With("recursive", false));

    /// <summary>JSON files of a lake.</summary>
    public static CopySource JsonInLake() => new("JsonSource", new StoreSettings("AzureBlobFSReadSettings").With("recursive", false));
}

/// <summary>How a Copy writes.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record CopySink : CopyEnd
{
    internal CopySink(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A sink of a type such as <c>BinarySink</c>.</summary>
    public CopySink(string type, StoreSettings? storeSettings = null)
        : base(type, storeSettings)
    {
    }

    /// <summary>Files in a lake, byte for byte.</summary>
    public static CopySink BinaryInLake() => new("BinarySink", new StoreSettings("AzureBlobFSWriteSettings"));
}

/// <summary>How a store is read or written.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record StoreSettings : ModelPart
{
    internal StoreSettings(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>Settings of a type such as <c>HttpReadSettings</c>.</summary>
    public StoreSettings(string type)
        : base(type) => Set(type, "type");

    /// <summary>The type, such as <c>AzureBlobFSReadSettings</c>.</summary>
    public string Type => Text("type");

    /// <summary>All members, the type among them.</summary>
    public IReadOnlyDictionary<string, Dynamic> Members => Map((json, place) => new Dynamic(json, place));

    /// <summary>The same with one member set.</summary>
    public StoreSettings With(string name, Dynamic value) => (StoreSettings)WithMember(value.Json, name);
}
