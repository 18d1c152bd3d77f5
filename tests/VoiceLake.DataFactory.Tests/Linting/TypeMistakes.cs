namespace VoiceLake.DataFactory.Tests.Linting;

/// <summary>Mistakes against Bicep's types, planted as those of <see cref="PlantedMistakes"/>.</summary>
internal static class TypeMistakes
{
    private const string Page = "pipeline/ingest_page.json";
    private const string Medallion = "pipeline/medallion.json";
    private const string Each = "properties/activities/1/typeProperties/activities";
    private const string EachPath = "$.properties.activities[1].typeProperties.activities";

    /// <summary>The rule; the file; where in it (a last - appends); what is put there, null to take away; where the finding is.</summary>
    public static TheoryData<string, string, string, string?, string> All => new()
    {
        { "unknown-type", Page, "properties/activities/0/type", "\"Lokup\"", "$.properties.activities[0].type" },
        { "unknown-type", Page, Each + "/0/typeProperties/source/storeSettings/type", "\"HttpsReadSettings\"", EachPath + "[0].typeProperties.source.storeSettings.type" },
        { "unknown-type", "linkedService/data_lake.json", "properties/type", "\"AzureBlobFs2\"", "$.properties.type" },
        { "unknown-type", "dataset/manifest.json", "properties/typeProperties/location/type", "\"AzureBlobFSLokation\"", "$.properties.typeProperties.location.type" },
        { "unknown-type", "trigger/nightly.json", "properties/type", "\"ScheduledTrigger\"", "$.properties.type" },
        { "unknown-property", Page, "properties/activities/1/typeProperties/batchCuont", "16", "$.properties.activities[1].typeProperties.batchCuont" },
        { "unknown-property", Page, "properties/activities/0/policy/retrys", "3", "$.properties.activities[0].policy.retrys" },
        { "unknown-property", Page, "properties/activities/0/typeProperties/headers", "{}", "$.properties.activities[0].typeProperties.headers" },
        { "unknown-property", "dataset/manifest.json", "properties/typeProperties/location/container", "\"x\"", "$.properties.typeProperties.location.container" },
        { "unknown-property", "linkedService/databricks.json", "properties/typeProperties/newClusterNumOfWorkers", "\"1\"", "$.properties.typeProperties.newClusterNumOfWorkers" },
        { "unknown-property", "trigger/nightly.json", "properties/typeProperties/recurrence/timezone", "\"UTC\"", "$.properties.typeProperties.recurrence.timezone" },
        { "missing-property", Page, "properties/activities/1/typeProperties/items/type", null, "$.properties.activities[1].typeProperties.items.type" },
        { "missing-property", "linkedService/databricks.json", "properties/typeProperties/domain", null, "$.properties.typeProperties.domain" },
        { "missing-property", Medallion, "properties/activities/-", """{"name": "Pause", "type": "Wait", "typeProperties": {}}""", "$.properties.activities[6].typeProperties.waitTimeInSeconds" },
        { "wrong-kind", Page, "properties/activities/1/typeProperties/items", "\"@activity('Items').output.value\"", "$.properties.activities[1].typeProperties.items" },
        { "wrong-kind", Page, "properties/activities/1/typeProperties/isSequential", "\"@equals(1, 2)\"", "$.properties.activities[1].typeProperties.isSequential" },
        { "wrong-kind", "linkedService/key_vault.json", "properties/annotations", "\"none\"", "$.properties.annotations" },
        { "not-in-list", Page, "properties/activities/0/state", "\"Off\"", "$.properties.activities[0].state" },
        { "not-in-list", "linkedService/web_source.json", "properties/typeProperties/authenticationType", "\"Anonimous\"", "$.properties.typeProperties.authenticationType" },
        { "out-of-range", Page, "properties/concurrency", "0", "$.properties.concurrency" },
        { "out-of-range", Page, "properties/activities/-", """{"name": "Clean", "type": "Delete", "typeProperties": {"dataset": {"referenceName": "submission_in_bronze", "type": "DatasetReference", "parameters": {"FileName": "x"}}, "maxConcurrentConnections": 0}}""", "$.properties.activities[3].typeProperties.maxConcurrentConnections" },
        { "read-only-property", "factory/voicelake.json", "properties/provisioningState", "\"Succeeded\"", "$.properties.provisioningState" },
    };
}
