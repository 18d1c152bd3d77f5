using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>Runs another pipeline.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record ExecutePipelineActivity : Activity
{
    internal ExecutePipelineActivity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A call, which is waited for; Data Factory's own default would not wait.</summary>
    public ExecutePipelineActivity(string name, string pipeline)
        : base(name, "ExecutePipeline")
    {
        Pipeline = new PipelineReference(pipeline);
        WaitOnCompletion = true;
    }

    /// <summary>The pipeline.</summary>
    public PipelineReference Pipeline
    {
        get => Part((json, place) => new PipelineReference(json, place), "typeProperties", "pipeline");
        init => Set(value, "typeProperties", "pipeline");
    }

    /// <summary>Whether the call ends with the pipeline it calls; null: no, it ends at once.</summary>
    public Dynamic<bool>? WaitOnCompletion
    {
        get => OptionalValue<bool>("typeProperties", "waitOnCompletion");
        init => Set(value?.Json, "typeProperties", "waitOnCompletion");
    }

    /// <summary>The values passed, by parameter.</summary>
    public IReadOnlyDictionary<string, Dynamic> Parameters => Map((json, place) => new Dynamic(json, place), "typeProperties", "parameters");

    /// <summary>The same with a value for one parameter.</summary>
    public ExecutePipelineActivity With(string parameter, Dynamic value) => (ExecutePipelineActivity)WithMember(value.Json, "typeProperties", "parameters", parameter);
}

/// <summary>Runs a notebook on Databricks; its exit value is <c>output.runOutput</c>.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record DatabricksNotebookActivity : ExecutionActivity
{
    internal DatabricksNotebookActivity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A run of the notebook at a path of the workspace.</summary>
    public DatabricksNotebookActivity(string name, LinkedServiceReference linkedService, Dynamic notebookPath)
        : base(name, "DatabricksNotebook")
    {
        LinkedServiceName = linkedService;
        NotebookPath = notebookPath;
    }

    /// <summary>The notebook's path in the workspace.</summary>
    public Dynamic NotebookPath
    {
        get => Required("typeProperties", "notebookPath");
        init => Set(value.Json, "typeProperties", "notebookPath");
    }

    /// <summary>The values of the notebook's widgets.</summary>
    public IReadOnlyDictionary<string, Dynamic> BaseParameters => Map((json, place) => new Dynamic(json, place), "typeProperties", "baseParameters");

    /// <summary>The same with a value for one widget.</summary>
    public DatabricksNotebookActivity With(string widget, Dynamic value) => (DatabricksNotebookActivity)WithMember(value.Json, "typeProperties", "baseParameters", widget);
}

/// <summary>Calls a web address.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record WebActivity : ExecutionActivity
{
    internal WebActivity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A call.</summary>
    public WebActivity(string name, Dynamic url, string method)
        : base(name, "WebActivity")
    {
        Method = method;
        Url = url;
    }

    /// <summary><c>GET</c>, <c>POST</c>, <c>PUT</c> or <c>DELETE</c>.</summary>
    public Dynamic Method
    {
        get => Required("typeProperties", "method");
        init => Set(value.Json, "typeProperties", "method");
    }

    /// <summary>The address.</summary>
    public Dynamic Url
    {
        get => Required("typeProperties", "url");
        init => Set(value.Json, "typeProperties", "url");
    }

    /// <summary>The headers.</summary>
    public IReadOnlyDictionary<string, Dynamic> Headers => Map((json, place) => new Dynamic(json, place), "typeProperties", "headers");

    /// <summary>What is sent.</summary>
    public Dynamic? Body
    {
        get => OptionalValue("typeProperties", "body");
        init => Set(value?.Json, "typeProperties", "body");
    }

    /// <summary>The same with one more header.</summary>
    public WebActivity WithHeader(string header, Dynamic value) => (WebActivity)WithMember(value.Json, "typeProperties", "headers", header);
}
