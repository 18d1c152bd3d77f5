using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Documents;

/// <summary>One cell of a notebook: a view of its JSON, in which fields unknown here stay as they are.</summary>
public sealed class NotebookCell
{
    /// <summary>The tag of the cell whose variables a run may set.</summary>
    public const string ParametersTag = "parameters";

    /// <summary>The tag of the cell that sets them, written by the runner.</summary>
    public const string InjectedParametersTag = "injected-parameters";

    /// <summary>The tag of a cell that is meant to fail.</summary>
    public const string RaisesExceptionTag = "raises-exception";

    /// <summary>The tag of a cell that is never run.</summary>
    public const string SkipExecutionTag = "skip-execution";

    /// <summary>Views a cell of an nbformat document; the document has checked its shape.</summary>
    internal NotebookCell(JsonObject json, string defaultLanguage, string id)
    {
        Json = json;
        Id = id;
        DefaultLanguage = defaultLanguage;
        Kind = (string?)json["cell_type"] switch
        {
            "code" => CellKind.Code,
            "markdown" => CellKind.Markdown,
            _ => CellKind.Raw,
        };
    }

    /// <summary>The cell as nbformat has it.</summary>
    public JsonObject Json { get; }

    /// <summary>What the cell holds.</summary>
    public CellKind Kind { get; }

    /// <summary>The cell's id, unique in its notebook; where the file has none, or the same twice, one that is the same at each reading and is not written.</summary>
    public string Id { get; }

    /// <summary>The language of a code cell, lower-case: <c>csharp</c> unless <c>metadata.polyglot_notebook.kernelName</c> (or VS Code's own field) names another.</summary>
    public string Language =>
        Text(Json["metadata"]?["polyglot_notebook"], "kernelName")
        ?? Text(Json["metadata"]?["dotnet_interactive"], "language")
        ?? DefaultLanguage;

    /// <summary>The cell's text; setting it keeps the form (a list of lines or one string) it was written in.</summary>
    public string Source
    {
        get => MultilineText.Join(Json["source"]);
        set => Json["source"] = Json["source"] is JsonValue ? value : MultilineText.Split(value);
    }

    /// <summary>The cell's metadata, added where missing.</summary>
    public JsonObject Metadata
    {
        get
        {
            if (Json["metadata"] is not JsonObject metadata)
            {
                Json["metadata"] = metadata = [];
            }

            return metadata;
        }
    }

    /// <summary>The cell's tags.</summary>
    public IReadOnlyList<string> Tags => Json["metadata"]?["tags"] is JsonArray tags ? [.. tags.Select(tag => (string)tag!)] : [];

    /// <summary>The outputs of a code cell as nbformat has them; empty and detached for other cells.</summary>
    public JsonArray Outputs
    {
        get => Json["outputs"] as JsonArray ?? [];
        set => Json["outputs"] = value;
    }

    /// <summary>The number shown beside a code cell, <c>null</c> while it has not run.</summary>
    public int? ExecutionCount
    {
        get => Json["execution_count"] is JsonValue count && count.TryGetValue<int>(out var number) ? number : null;
        set => Json["execution_count"] = value;
    }

    private string DefaultLanguage { get; }

    /// <summary>Whether the cell carries a tag.</summary>
    public bool HasTag(string tag) => Tags.Contains(tag, StringComparer.Ordinal);

    private static string? Text(JsonNode? parent, string name) =>
        parent is JsonObject fields && fields[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0
            ? Languages.Canonical(text)
            : null;
}
