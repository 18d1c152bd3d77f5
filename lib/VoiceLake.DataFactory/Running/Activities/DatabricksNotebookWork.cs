using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Running.Local;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Notebooks.Running;
using VoiceLake.Notebooks.Running.Parameters;

namespace VoiceLake.DataFactory.Running.Activities;

/// <summary>DatabricksNotebook: runs the notebook that stands here for the one in Databricks, in a process of its own.</summary>
/// <remarks>
/// Like a widget that a notebook does not read, a parameter that it does not declare is left out, and the output says so; an address of a lake
/// in Azure is replaced by the lake that stands for it here.
/// </remarks>
internal sealed class DatabricksNotebookWork : IActivityWork
{
    private const int ErrorShown = 2000;

    public async Task<JsonObject> RunAsync(ActivityCall call, CancellationToken cancellationToken)
    {
        CallProperties.Of(call);
        var local = call.Services.Options.Local;
        var asked = call.Input["notebookPath"]?.ToString() ?? "";
        if (local.FindNotebook(asked) is not { } path)
        {
            var known = local.Notebooks.Count == 0 ? "no path is" : $"bound are {string.Join(", ", local.Notebooks.Keys.Order(StringComparer.Ordinal))}";
            throw new ActivityFailure("NotebookNotBound", $"Databricks is not here, and no notebook stands for '{asked}': bind it among 'notebooks' of the local bindings ({known}).");
        }

        var document = await ReadAsync(path, asked, cancellationToken);
        var given = call.Input["baseParameters"] as JsonObject ?? [];
        var declared = NotebookParameters.Of(document);
        var values = given.Where(pair => declared.Contains(pair.Key))
            .ToDictionary(pair => pair.Key, pair => ParameterValue.FromQuoted(Local(Text(pair.Value), local)), StringComparer.Ordinal);

        using var outputs = new OutputFolder();
        var run = await RunAsync(path, values, outputs.Path, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var output = new JsonObject
        {
            ["runOutput"] = run.ExitValue,
            ["effectiveIntegrationRuntime"] = RunReport.LocalRuntime,
            ["ranLocally"] = new JsonObject
            {
                ["notebook"] = Path.GetFileName(path),
                ["insteadOf"] = asked,
                ["parameters"] = new JsonObject(values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.Text))),
                ["notPassed"] = new JsonArray([.. given.Select(pair => pair.Key).Where(name => !declared.Contains(name)).Select(name => (JsonNode)name)]),
                ["cells"] = run.Cells.Count,
                ["seconds"] = Math.Round(run.Duration.TotalSeconds, 1),
            },
        };
        return run.Status == VoiceLake.Notebooks.Running.RunStatus.Passed ? output : throw new ActivityFailure("NotebookFailed", Failure(run), output);
    }

    private static async Task<NotebookRun> RunAsync(string path, Dictionary<string, ParameterValue> values, string outputs, CancellationToken cancellationToken)
    {
        try
        {
            var runner = new NotebookRunner(new RunOptions { Parameters = values, OutputFolder = outputs, WorkingDirectory = Path.GetDirectoryName(path)! });
            return (await runner.RunAsync([path], null, cancellationToken)).Notebooks[0];
        }
        catch (RunRequestException e)
        {
            throw new ActivityFailure("InvalidNotebookRun", e.Message, inner: e);
        }
    }

    private static async Task<NotebookDocument> ReadAsync(string path, string asked, CancellationToken cancellationToken)
    {
        try
        {
            return await NotebookDocument.ReadAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is IOException or NotebookFormatException)
        {
            throw new ActivityFailure("NotebookNotFound", $"The notebook that stands for '{asked}' cannot be read: {e.Message}", inner: e);
        }
    }

    private static string Failure(NotebookRun run)
    {
        var text = run.Failure is { Error: { } error } cell
            ? string.Create(CultureInfo.InvariantCulture, $"cell {cell.Number}{(cell.Title is null ? "" : $" ({cell.Title})")}: {error.Name}: {error.Value}")
            : run.Problem ?? run.Status.ToString();
        return $"{run.Name}: {(text.Length <= ErrorShown ? text : text[..ErrorShown] + "…")}";
    }

    private static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonValue text when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>(),
        _ => value.ToJsonString(),
    };

    private static string Local(string value, LocalBindings local) => local.FindLake(value) ?? value;

    /// <summary>The executed notebook is not kept: the run's record says what happened, and the notebook's own outputs are committed.</summary>
    private sealed class OutputFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("voicelake-notebook-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
