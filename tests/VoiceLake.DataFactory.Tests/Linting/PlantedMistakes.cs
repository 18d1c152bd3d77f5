using System.Globalization;
using System.Text.Json.Nodes;
using VoiceLake.Tests.Support;

namespace VoiceLake.DataFactory.Tests.Linting;

/// <summary>Mistakes, each put alone into a copy of the committed factory.</summary>
internal static class PlantedMistakes
{
    private const string Ingest = "pipeline/ingest.json";
    private const string Page = "pipeline/ingest_page.json";
    private const string Medallion = "pipeline/medallion.json";
    private const string Item = "properties/activities/1/typeProperties/activities";
    private const string ItemPath = "$.properties.activities[1].typeProperties.activities";
    private const string Loop = """{"name": "X", "type": "ForEach", "typeProperties": {"items": "@item()", "activities": [{"name": "Y", "type": "Wait", "typeProperties": {"waitTimeInSeconds": 0}}]}}""";
    private const string Branch = """{"name": "X", "type": "IfCondition", "typeProperties": {"expression": "@true"}}""";

    private static readonly string Parameters = "{" + string.Join(",", Enumerable.Range(1, 51).Select(number => $"\"p{number}\": {{\"type\": \"string\"}}")) + "}";
    private static readonly string Waits = "[" + string.Join(",", Enumerable.Range(1, 81).Select(Wait)) + "]";

    /// <summary>The rule; the file; where in it (a last - appends); what is put there, null to take away; where the finding is.</summary>
    public static TheoryData<string, string, string, string?, string> All => new()
    {
        // Names
        { "duplicate-activity", Medallion, "properties/activities/2/name", "\"Ingest\"", "$.properties.activities[2].name" },
        { "duplicate-activity", Page, Item + "/2/typeProperties/ifFalseActivities/0/name", "\"items\"", ItemPath + "[2].typeProperties.ifFalseActivities[0].name" },
        { "activity-name", Ingest, "properties/activities/3/name", "\"Register.\"", "$.properties.activities[3].name" },
        { "activity-name", Ingest, "properties/activities/3/name", "\"A name that goes on and on until Data Factory has enough of it\"", "$.properties.activities[3].name" },

        // References
        { "unknown-dataset", Page, "properties/activities/0/typeProperties/dataset/referenceName", "\"manifests\"", "$.properties.activities[0].typeProperties.dataset.referenceName" },
        { "unknown-linked-service", "dataset/manifest.json", "properties/linkedServiceName/referenceName", "\"lake\"", "$.properties.linkedServiceName.referenceName" },
        { "unknown-linked-service", "linkedService/databricks.json", "properties/typeProperties/accessToken/store/referenceName", "\"vault\"", "$.properties.typeProperties.accessToken.store.referenceName" },
        { "unknown-pipeline", Medallion, "properties/activities/0/typeProperties/pipeline/referenceName", "\"ingests\"", "$.properties.activities[0].typeProperties.pipeline.referenceName" },
        { "unknown-pipeline", "trigger/nightly.json", "properties/pipelines/0/pipelineReference/referenceName", "\"medalion\"", "$.properties.pipelines[0].pipelineReference.referenceName" },
        { "reference-type", "dataset/manifest.json", "properties/linkedServiceName/type", "\"LinkedServiceRef\"", "$.properties.linkedServiceName.type" },
        { "pipeline-cycle", Ingest, Item + "/0/typeProperties/pipeline/referenceName", "\"medallion\"", ItemPath + "[0]" },

        // Parameters
        { "missing-parameter", Medallion, "properties/activities/0/typeProperties/parameters/pageList", null, "$.properties.activities[0].typeProperties" },
        { "missing-parameter", Page, "properties/activities/0/typeProperties/dataset/parameters", null, "$.properties.activities[0].typeProperties.dataset" },
        { "missing-parameter", "dataset/submission_on_the_web.json", "properties/linkedServiceName/parameters", null, "$.properties.linkedServiceName" },
        { "missing-parameter", "trigger/nightly.json", "properties/pipelines/0/parameters", null, "$.properties.pipelines[0]" },
        { "undeclared-parameter", Medallion, "properties/activities/2/typeProperties/parameters/trim", "true", "$.properties.activities[2].typeProperties.parameters.trim" },
        { "undeclared-parameter", Page, "properties/activities/0/typeProperties/dataset/parameters/page", "\"x/y\"", "$.properties.activities[0].typeProperties.dataset.parameters.page" },
        { "parameter-value", Medallion, "properties/activities/2/typeProperties/parameters/lake", "1", "$.properties.activities[2].typeProperties.parameters.lake" },

        // Order
        { "unknown-dependency", Medallion, "properties/activities/1/dependsOn/0/activity", "\"Ingestion\"", "$.properties.activities[1].dependsOn[0].activity" },
        { "unknown-dependency", Ingest, "properties/activities/2/dependsOn/0/activity", "\"Keep sum\"", "$.properties.activities[2].dependsOn[0].activity" },
        { "dependency-condition", Medallion, "properties/activities/1/dependsOn/0/dependencyConditions/0", "\"Succeded\"", "$.properties.activities[1].dependsOn[0].dependencyConditions[0]" },
        { "dependency-condition", Medallion, "properties/activities/1/dependsOn/0/dependencyConditions", "[]", "$.properties.activities[1].dependsOn[0].dependencyConditions" },
        { "dependency-cycle", Ingest, "properties/activities/0/dependsOn", """[{"activity": "Register", "dependencyConditions": ["Succeeded"]}]""", "$.properties.activities[0].dependsOn[0].activity" },
        { "duplicate-dependency", Medallion, "properties/activities/1/dependsOn/-", """{"activity": "Ingest", "dependencyConditions": ["Skipped"]}""", "$.properties.activities[1].dependsOn[1]" },

        // Nesting
        { "nested-loop", Page, Item + "/-", Loop, ItemPath + "[3]" },
        { "nested-loop", Page, Item + "/2/typeProperties/ifTrueActivities", $"[{Loop}]", ItemPath + "[2].typeProperties.ifTrueActivities[0]" },
        { "nested-branch", Ingest, "properties/activities/2/typeProperties/ifTrueActivities", $"[{Branch}]", "$.properties.activities[2].typeProperties.ifTrueActivities[0]" },
        { "empty-loop", Ingest, Item, "[]", ItemPath },

        // Values
        { "value-type", Page, "properties/activities/0/typeProperties/firstRowOnly", "\"false\"", "$.properties.activities[0].typeProperties.firstRowOnly" },
        { "value-type", Page, "properties/activities/0/policy/retry", "\"3\"", "$.properties.activities[0].policy.retry" },
        { "parameter-type", Page, "properties/parameters/page/type", "\"text\"", "$.properties.parameters.page.type" },
        { "variable-type", Ingest, "properties/variables/sum/type", "\"Object\"", "$.properties.variables.sum.type" },
        { "http-method", Medallion, "properties/activities/-", """{"name": "Tell", "type": "WebActivity", "typeProperties": {"url": "https://example.org", "method": "SEND"}}""", "$.properties.activities[6].typeProperties.method" },
        { "trigger-frequency", "trigger/nightly.json", "properties/typeProperties/recurrence/frequency", "\"Daily\"", "$.properties.typeProperties.recurrence.frequency" },
        { "format-mismatch", Page, "properties/activities/0/typeProperties/source/type", "\"BinarySource\"", "$.properties.activities[0].typeProperties.source.type" },
        { "format-mismatch", Page, Item + "/0/typeProperties/sink/type", "\"JsonSink\"", ItemPath + "[0].typeProperties.sink.type" },
        { "wait-on-completion", Medallion, "properties/activities/0/typeProperties/waitOnCompletion", null, "$.properties.activities[0].typeProperties" },

        // Limits
        { "too-many-activities", Medallion, "properties/activities", Waits, "$.properties.activities" },
        { "too-many-parameters", Page, "properties/parameters", Parameters, "$.properties.parameters" },
        { "pipeline-size", Page, "properties/description", $"\"{new string('x', 205_000)}\"", "$" },
        { "batch-count", Page, "properties/activities/1/typeProperties/batchCount", "60", "$.properties.activities[1].typeProperties.batchCount" },
        { "policy", Page, "properties/activities/0/policy/retryIntervalInSeconds", "5", "$.properties.activities[0].policy.retryIntervalInSeconds" },
        { "policy", Page, "properties/activities/0/policy/retry", "-1", "$.properties.activities[0].policy.retry" },
        { "policy", Page, "properties/activities/0/policy/timeout", "\"10 minutes\"", "$.properties.activities[0].policy.timeout" },

        // Use
        { "unused-dataset", "dataset/spare.json", "", """{"name": "spare", "properties": {"type": "Json", "linkedServiceName": {"referenceName": "data_lake", "type": "LinkedServiceReference"}}}""", "$" },
        { "unused-linked-service", "linkedService/spare.json", "", """{"name": "spare", "properties": {"type": "AzureBlobFS", "typeProperties": {"url": "https://spare.dfs.core.windows.net"}}}""", "$" },
        { "unused-parameter", Ingest, "properties/parameters/spare", """{"type": "string", "defaultValue": ""}""", "$.properties.parameters.spare" },
        { "unused-parameter", "dataset/submission_in_bronze.json", "properties/typeProperties/location/fileName", "\"x.tgz\"", "$.properties.parameters.FileName" },
    };

    /// <summary>Copies the committed factory into a folder, with one mistake.</summary>
    public static void Plant(TemporaryFolder folder, string file, string target, string? json)
    {
        CopyTo(folder);
        File.WriteAllText(folder.PathOf(file), target.Length == 0 ? json : Changed(JsonNode.Parse(File.ReadAllText(folder.PathOf(file)))!, target.Split('/'), json));
    }

    /// <summary>Copies the committed factory into a folder.</summary>
    public static void CopyTo(TemporaryFolder folder)
    {
        var committed = Repository.PathOf("infra", "data-factory");
        foreach (var path in Directory.EnumerateFiles(committed, "*.json", SearchOption.AllDirectories))
        {
            var copy = folder.PathOf(Path.GetRelativePath(committed, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
    }

    private static string Changed(JsonNode root, string[] names, string? json)
    {
        var node = root;
        foreach (var name in names[..^1])
        {
            node = node is JsonArray ? node[Index(name)]! : node[name]!;
        }

        switch (node)
        {
            case JsonArray array when names[^1] == "-":
                array.Add(JsonNode.Parse(json!));
                break;
            case JsonArray array:
                array[Index(names[^1])] = JsonNode.Parse(json!);
                break;
            case JsonObject members when json is null:
                members.Remove(names[^1]).ShouldBeTrue();
                break;
            default:
                node[names[^1]] = JsonNode.Parse(json!);
                break;
        }

        return root.ToJsonString();
    }

    private static int Index(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Wait(int number) => $$"""{"name": "W{{number}}", "type": "Wait", "typeProperties": {"waitTimeInSeconds": 0} }""";
}
