namespace VoiceLake.DataFactory.Tests.Linting;

/// <summary>Mistakes in expressions, planted as those of <see cref="PlantedMistakes"/>.</summary>
internal static class ExpressionMistakes
{
    private const string Ingest = "pipeline/ingest.json";
    private const string Page = "pipeline/ingest_page.json";
    private const string Medallion = "pipeline/medallion.json";
    private const string Each = "properties/activities/1/typeProperties/activities";
    private const string EachPath = "$.properties.activities[1].typeProperties.activities";

    /// <summary>The rule; the file; where in it (a last - appends); what is put there, null to take away; where the finding is.</summary>
    public static TheoryData<string, string, string, string?, string> All => new()
    {
        // Form
        { "expression-syntax", Page, "properties/activities/1/typeProperties/items/value", "\"@activity('Items'.output.value\"", "$.properties.activities[1].typeProperties.items.value" },
        { "expression-syntax", Ingest, Each + "/1/typeProperties/value/value", "\"@sum(variables('copied'), 1)\"", EachPath + "[1].typeProperties.value.value" },
        { "expression-syntax", Ingest, Each + "/1/typeProperties/value/value", "\"@string(add(1))\"", EachPath + "[1].typeProperties.value.value" },
        { "expression-syntax", "dataset/manifest.json", "properties/typeProperties/location/fileName/value", "\"@last(split(dataset().file, '/)\"", "$.properties.typeProperties.location.fileName.value" },
        { "expression-syntax", "linkedService/web_source.json", "properties/typeProperties/url", "\"@{linkedService(.BaseURL}\"", "$.properties.typeProperties.url" },
        { "expression-length", Page, "properties/activities/1/typeProperties/items/value", $"\"@concat('{new string('a', 8_200)}')\"", "$.properties.activities[1].typeProperties.items.value" },
        { "expression-type", Page, "properties/activities/1/typeProperties/items/type", "\"Expresion\"", "$.properties.activities[1].typeProperties.items.type" },
        { "expression-wanted", Page, "properties/activities/1/typeProperties/items/value", "\"activity('Items').output.value\"", "$.properties.activities[1].typeProperties.items" },
        { "expression-wanted", Ingest, "properties/activities/2/typeProperties/expression/value", "\"true\"", "$.properties.activities[2].typeProperties.expression" },

        // Activities
        { "unknown-activity-reference", Page, "properties/activities/1/typeProperties/items/value", "\"@activity('Itmes').output.value\"", "$.properties.activities[1].typeProperties.items.value" },
        { "unknown-activity-reference", Page, Each + "/2/typeProperties/ifFalseActivities/0/typeProperties/message/value", "\"@activity('Copy page').error.message\"", EachPath + "[2].typeProperties.ifFalseActivities[0].typeProperties.message.value" },
        { "activity-not-awaited", Page, "properties/activities/1/dependsOn", "[]", "$.properties.activities[1].typeProperties.items.value" },
        { "activity-not-awaited", Page, "properties/activities/0/typeProperties/dataset/parameters/file/value", "\"@activity('Each item').output.x\"", "$.properties.activities[0].typeProperties.dataset.parameters.file.value" },
        { "activity-not-awaited", Page, Each + "/2/dependsOn", "[]", EachPath + "[2].typeProperties.expression.value" },
        { "activity-not-awaited", Page, Each + "/0/inputs/0/parameters/BaseURL/value", "\"@activity('Return count').output.value\"", EachPath + "[0].inputs[0].parameters.BaseURL.value" },
        { "activity-not-awaited", Page, Each + "/0/inputs/0/parameters/BaseURL/value", "\"@activity('Each item').output.value\"", EachPath + "[0].inputs[0].parameters.BaseURL.value" },
        { "activity-in-other-block", Page, "properties/activities/2/typeProperties/value/0/value/content", "\"@activity('Copy submission').output.filesWritten\"", "$.properties.activities[2].typeProperties.value[0].value.content" },
        { "activity-in-other-block", Ingest, Each + "/1/typeProperties/value/value", "\"@activity('Items are missing').error.message\"", EachPath + "[1].typeProperties.value.value" },

        // Item, parameters, system variables
        { "item-outside-loop", Page, "properties/activities/0/typeProperties/dataset/parameters/file/value", "\"@item().page\"", "$.properties.activities[0].typeProperties.dataset.parameters.file.value" },
        { "item-outside-loop", Page, "properties/activities/1/typeProperties/items/value", "\"@union(activity('Items').output.value, item())\"", "$.properties.activities[1].typeProperties.items.value" },
        { "unknown-parameter", Ingest, "properties/activities/3/typeProperties/baseParameters/lake/value", "\"@pipeline().parameters.lakes\"", "$.properties.activities[3].typeProperties.baseParameters.lake.value" },
        { "unknown-parameter", Ingest, "properties/activities/3/typeProperties/baseParameters/lake/value", "\"@pipeline().globalParameters.lake\"", "$.properties.activities[3].typeProperties.baseParameters.lake.value" },
        { "unknown-parameter", "dataset/submission_in_bronze.json", "properties/typeProperties/location/fileName/value", "\"@dataset().File\"", "$.properties.typeProperties.location.fileName.value" },
        { "unknown-parameter", "linkedService/web_source.json", "properties/typeProperties/url", "\"https://@{linkedService().Host}/\"", "$.properties.typeProperties.url" },
        { "unknown-system-variable", Ingest, "properties/activities/3/typeProperties/baseParameters/runId/value", "\"@pipeline().RunID2\"", "$.properties.activities[3].typeProperties.baseParameters.runId.value" },
        { "unknown-system-variable", Ingest, "properties/activities/3/typeProperties/baseParameters/lake/value", "\"@pipeline().lake\"", "$.properties.activities[3].typeProperties.baseParameters.lake.value" },
        { "unknown-system-variable", "trigger/nightly.json", "properties/pipelines/0/parameters/pageList", "\"@trigger().outputTime\"", "$.properties.pipelines[0].parameters.pageList" },
        { "function-out-of-place", "dataset/submission_in_bronze.json", "properties/typeProperties/location/fileName/value", "\"@concat(dataset().FileName, pipeline().RunId)\"", "$.properties.typeProperties.location.fileName.value" },
        { "function-out-of-place", Ingest, "properties/activities/3/typeProperties/baseParameters/lake/value", "\"@dataset().lake\"", "$.properties.activities[3].typeProperties.baseParameters.lake.value" },

        // Variables
        { "unknown-variable", Ingest, Each + "/1/typeProperties/variableName", "\"summe\"", EachPath + "[1].typeProperties.variableName" },
        { "unknown-variable", Ingest, Each + "/2/typeProperties/value/value", "\"@variables('summe')\"", EachPath + "[2].typeProperties.value.value" },
        { "append-type", Ingest, "properties/activities/-", """{"name": "Add", "type": "AppendVariable", "typeProperties": {"variableName": "sum", "value": 1}}""", "$.properties.activities[4].typeProperties.variableName" },
        { "set-variable-self-reference", Ingest, Each + "/1/typeProperties/variableName", "\"copied\"", EachPath + "[1].typeProperties.value.value" },
        { "parallel-variable", Ingest, "properties/activities/1/typeProperties/isSequential", null, EachPath + "[1]" },
        { "unused-variable", Ingest, "properties/variables/spare", """{"type": "String"}""", "$.properties.variables.spare" },
        { "unused-variable", Ingest, Each + "/2/typeProperties/value/value", "\"1\"", "$.properties.variables.sum" },

        // Outputs
        { "output-property", Page, "properties/activities/0/typeProperties/firstRowOnly", "true", "$.properties.activities[1].typeProperties.items.value" },
        { "output-property", Page, "properties/activities/1/typeProperties/items/value", "\"@activity('Items').output.firstRow.items\"", "$.properties.activities[1].typeProperties.items.value" },
        { "output-property", Page, "properties/activities/1/typeProperties/items/value", "\"@activity('Items').ouput.value\"", "$.properties.activities[1].typeProperties.items.value" },
        { "output-property", Page, Each + "/1/typeProperties/fieldList/1", "\"lastModified\"", EachPath + "[2].typeProperties.expression.value" },
        { "output-property", Ingest, Each + "/0/typeProperties/waitOnCompletion", "false", EachPath + "[1].typeProperties.value.value" },
        { "output-property", Ingest, Each + "/1/typeProperties/value/value", "\"@activity('Copy page').output.pipelineReturnValue.copies\"", EachPath + "[1].typeProperties.value.value" },
        { "lookup-rows", Page, "properties/activities/2/typeProperties/value/0/value/content", "\"@string(1)\"", "$.properties.activities[1].typeProperties.items.value" },
    };
}
