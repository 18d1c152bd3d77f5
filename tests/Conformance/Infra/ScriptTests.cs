using System.Text.Json.Nodes;

namespace VoiceLake.Conformance.Infra;

/// <summary>What the scripts of infra/ ask of the command lines of Azure, Databricks and SQL, which stand-ins answer.</summary>
public sealed class ScriptTests : IDisposable
{
    private const string Connector = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Databricks/accessConnectors/c";

    private static readonly (string, string)[] Workspace =
    [
        ("STORAGE_ACCOUNT", "lakeaccount"), ("CONNECTOR_ID", Connector), ("VAULT_ID", "/vaults/v"), ("VAULT_ADDRESS", "https://v.vault.azure.net/"),
        ("GIT_URL", "https://example.org/voicelake"), ("BUNDLE", "/dev/null"),
    ];

    private readonly StandIns _commands = new();

    public void Dispose() => _commands.Dispose();

    [Fact]
    public async Task A_new_Databricks_workspace_gets_credential_scope_notebooks_cluster_catalog_program_and_job_in_this_order()
    {
        Empty();

        var (exitCode, output) = await _commands.RunAsync("databricks/apply.sh", Workspace);

        exitCode.ShouldBe(0, output);
        _commands.Calls.Where(call => new[] { " create", " submit", " cp ", " import " }.Any(call.Contains)).Select(call => string.Join(' ', call.Split(' ')[1..3])).ShouldBe(
            ["storage-credentials create", "secrets create-scope", "repos create", "clusters create", "workspace import", "jobs submit", "fs cp", "jobs create"]);
        Json("credential.json")["azure_managed_identity"]!["access_connector_id"]!.GetValue<string>().ShouldBe(Connector);
        Json("scope.json")["backend_azure_keyvault"]!["resource_id"]!.GetValue<string>().ShouldBe("/vaults/v");
        _commands.Sent("catalog.sql").ShouldContain("URL 'abfss://silver@lakeaccount.dfs.core.windows.net/'");
        _commands.Sent("catalog.sql").ShouldNotContain("<account>' ");
        Json("run.json")["tasks"]![0]!["existing_cluster_id"]!.GetValue<string>().ShouldBe("new-1");
    }

    [Fact]
    public async Task The_cluster_is_of_one_node_for_one_user_and_stops_when_idle()
    {
        Empty();
        await _commands.RunAsync("databricks/apply.sh", [.. Workspace, ("IDLE_MINUTES", "35")]);

        var cluster = Json("cluster.json");

        cluster["single_user_name"]!.GetValue<string>().ShouldBe("me@example.org");
        cluster["data_security_mode"]!.GetValue<string>().ShouldBe("SINGLE_USER");
        (cluster["num_workers"]!.GetValue<int>(), cluster["autotermination_minutes"]!.GetValue<int>()).ShouldBe((0, 35));
        cluster["spark_conf"]!["spark.databricks.cluster.profile"]!.GetValue<string>().ShouldBe("singleNode");
        cluster.AsObject().ContainsKey("policy_id").ShouldBeFalse();
    }

    [Fact]
    public async Task The_job_runs_silver_then_gold_on_the_same_kind_of_cluster_with_this_lake()
    {
        Empty();
        await _commands.RunAsync("databricks/apply.sh", [.. Workspace, ("WORKERS", "2")]);

        var job = Json("job.json");
        var cluster = job["job_clusters"]![0]!["new_cluster"]!.AsObject();

        job["parameters"]![0]!["default"]!.GetValue<string>().ShouldBe("abfss://lakeaccount.dfs.core.windows.net");
        job["tasks"]!.AsArray().Select(task => task!["task_key"]!.GetValue<string>()).ShouldBe(["silver", "gold"]);
        job["tasks"]![1]!["depends_on"]![0]!["task_key"]!.GetValue<string>().ShouldBe("silver");
        (cluster["num_workers"]!.GetValue<int>(), cluster.ContainsKey("spark_conf"), cluster.ContainsKey("cluster_name")).ShouldBe((2, false, false));
        cluster["custom_tags"]!.AsObject().ContainsKey("ResourceClass").ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_there_is_updated_and_not_made_twice()
    {
        _commands.Add(
            "databricks",
            ("current-user me", """{"userName": "me@example.org"}"""),
            ("clusters list", """[{"cluster_id": "old-1", "cluster_name": "voicelake"}]"""),
            ("secrets list-scopes", """[{"name": "voicelake"}]"""),
            ("jobs list", """[{"job_id": 7, "settings": {"name": "voicelake"}}]"""));

        var (exitCode, output) = await _commands.RunAsync("databricks/apply.sh", Workspace);

        exitCode.ShouldBe(0, output);
        _commands.Calls.ShouldNotContain(call => call.Contains(" create"));
        Json("edit.json")["cluster_id"]!.GetValue<string>().ShouldBe("old-1");
        (Json("reset.json")["job_id"]!.GetValue<int>(), Json("reset.json")["new_settings"]!["name"]!.GetValue<string>()).ShouldBe((7, "voicelake"));
    }

    [Fact]
    public async Task A_setting_that_is_missing_is_named_with_where_it_comes_from()
    {
        Empty();

        var (exitCode, output) = await _commands.RunAsync("databricks/apply.sh", [.. Workspace.Where(pair => pair.Item1 != "CONNECTOR_ID")]);

        exitCode.ShouldNotBe(0);
        output.ShouldContain("CONNECTOR_ID: name the access connector: the output connectorId of the deployment");
    }

    [Fact]
    public async Task The_programs_secret_goes_to_the_vault_and_stands_on_no_command_line_and_in_no_output()
    {
        _commands.Add(
            "az",
            ("ad app list", ""), ("ad app create", "client-1"), ("ad sp list", ""), ("ad sp create", "object-1"), ("ad app credential reset", "s3cr3t"), ("account show", "tenant-1"));

        var (exitCode, output) = await _commands.RunAsync("scripts/program-identity.sh", [("VAULT_NAME", "kv")]);

        (exitCode, output).ShouldBe((0, "object-1\n"));
        _commands.Calls.ShouldNotContain(call => call.Contains("s3cr3t"));
        var kept = _commands.Calls.Single(call => call.Contains("--name azure-client-secret"));
        _commands.Sent(Path.GetFileName(kept.Split("--file ")[1].Split(' ')[0])).ShouldBe("s3cr3t");
        File.Exists(kept.Split("--file ")[1].Split(' ')[0]).ShouldBeFalse();
        _commands.Calls.ShouldContain("az keyvault secret set --vault-name kv --name azure-tenant-id --value tenant-1 --output none");
    }

    [Fact]
    public async Task The_token_of_Data_Factory_goes_to_the_vault_and_stands_on_no_command_line_and_in_no_output()
    {
        _commands.Add("databricks", ("tokens create", """{"token_value": "dapi123"}""")).Add("az");

        var (exitCode, output) = await _commands.RunAsync("scripts/databricks-token.sh", [("VAULT_NAME", "kv")]);

        (exitCode, output).ShouldBe((0, ""));
        _commands.Calls.ShouldNotContain(call => call.Contains("dapi123"));
        _commands.Sent(Path.GetFileName(_commands.Calls.Single(call => call.Contains("databricks-token")).Split("--file ")[1].Split(' ')[0])).ShouldBe("dapi123");
    }

    [Fact]
    public async Task Synapse_gets_the_database_the_sources_every_view_and_then_the_readers()
    {
        _commands.Add("sqlcmd");

        var (exitCode, output) = await _commands.RunAsync("synapse/apply.sh", [("SQL_ENDPOINT", "sql"), ("STORAGE_ACCOUNT", "lakeaccount"), ("READERS", "speech readers")]);

        exitCode.ShouldBe(0, output);
        var files = _commands.Calls.Select(call => Path.GetFileName(call.Split(" -i ")[1])).ToList();
        (files[0], files[1], files[^1]).ShouldBe(("database.sql", "sources.sql", "readers.sql"));
        files[2..^1].ShouldBe(["gold.clip_features.sql", "gold.feature_dictionary.sql", "gold.scaler.sql", "gold.splits.sql", "gold.windows.sql", "silver.clips.sql", "silver.quarantine.sql", "silver.submissions.sql"]);
        _commands.Calls.ShouldAllBe(call => call.Contains("-v StorageAccount=lakeaccount -v Readers=speech readers") && call.Contains(" -b "));
    }

    [Theory]
    [InlineData("", "", "login")]
    [InlineData("a2V5", "", "key")]
    [InlineData("a2V5", "lakeaccount", "key")]
    [InlineData("a2V5", "another", "login")]
    public async Task The_smoke_test_deletes_its_containers_with_what_opened_the_lake(string key, string account, string mode)
    {
        _commands.Add("dotnet").Add("az");

        var (exitCode, output) = await _commands.RunAsync(
            "smoke/run.sh", [("VOICELAKE_SMOKE_LAKE", "abfss://lakeaccount.dfs.core.windows.net"), ("AZURE_STORAGE_KEY", key), ("AZURE_STORAGE_ACCOUNT", account), ("AZURE_STORAGE_SAS_TOKEN", "")]);

        exitCode.ShouldBe(0, output);
        var deleted = _commands.Calls.Where(call => call.StartsWith("az ", StringComparison.Ordinal)).ToList();
        deleted.Count.ShouldBe(4);
        deleted.ShouldAllBe(call => call.StartsWith("az storage container delete --account-name lakeaccount --name smoke", StringComparison.Ordinal) && call.EndsWith($"--auth-mode {mode} --output none", StringComparison.Ordinal));
        _commands.Calls.ShouldNotContain(call => call.Contains("a2V5"));
    }

    // A workspace in which nothing of ours is there yet.
    private void Empty() => _commands.Add(
        "databricks",
        ("current-user me", """{"userName": "me@example.org"}"""),
        ("clusters list", "[]"),
        ("clusters create", """{"cluster_id": "new-1"}"""),
        ("storage-credentials get", "!"),
        ("secrets list-scopes", "[]"),
        ("repos get", "!"),
        ("jobs list", "[]"));

    private JsonNode Json(string name) => JsonNode.Parse(_commands.Sent(name))!;
}
