using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.Bronze;
using VoiceLake.DataFactory.Running;
using VoiceLake.DataFactory.Running.Local;
using VoiceLake.DataFactory.Serving;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.DataFactory;

/// <summary>Microsoft's JavaScript client for Data Factory, unmodified, against the surface served here.</summary>
public sealed class ArmClientTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Arm_datafactory_deploys_the_committed_factory_runs_medallion_to_its_end_and_cancels_another_run()
    {
        var token = TestContext.Current.CancellationToken;
        await using var source = await LoopbackServer.StartAsync(Repository.PathOf("data-samples"), token);
        var lake = DataLake.Open(_folder.PathOf("lake"));
        var listing = await SubmissionSource.Open(source.Address.AbsoluteUri).ListAsync(cancellationToken: token);
        var manifest = await ManifestWriter.WriteAsync(lake.Store, listing, token);
        var bindings = await LocalBindings.ReadAsync(Repository.PathOf("infra", "data-factory", "local.json"), token);
        var runner = new FactoryRunnerOptions { Local = bindings.WithLake("https://voicelake.dfs.core.windows.net", _folder.PathOf("lake")) };
        await using var server = await FactoryServer.StartAsync(lake, new FactoryServerOptions { Runner = runner }, token);

        var told = await DriveAsync(server, "medallion", new JsonObject { ["pageList"] = manifest.PageList.Name });

        Text(told["factory"]).ShouldBe("""{"name":"voicelake","location":"westeurope","provisioningState":"Succeeded"}""");
        Text(told["linkedServices"]!["names"]).ShouldBe("""["data_lake","databricks","key_vault","web_source"]""");
        Text(told["linkedServices"]!["refused"]).ShouldBe("""[{"name":"databricks","code":"BadRequest","status":400}]""");
        Text(told["datasets"]!["names"]).ShouldBe("""["manifest","submission_in_bronze","submission_on_the_web"]""");
        Text(told["pipelines"]!["names"]).ShouldBe("""["gold","ingest","ingest_page","medallion","silver"]""");
        Text(told["triggers"]!["names"]).ShouldBe("""["nightly"]""");
        ((string?)told["run"]!["status"]).ShouldBe("Succeeded", Text(told["run"]));
        ((bool)told["run"]!["hasTimes"]!).ShouldBeTrue();
        told["activities"]!.AsArray().Select(activity => $"{activity!["name"]} {activity["status"]}").Order(StringComparer.Ordinal)
            .ShouldBe(["Gold Succeeded", "Gold failed Skipped", "Ingest Succeeded", "Ingest failed Skipped", "Silver Succeeded", "Silver failed Skipped"]);
        ((string?)told["cancelled"]).ShouldBe("Cancelled");
        Text(told["listed"]).ShouldBe("""["waits_long"]""");
        Text(told["failure"]).ShouldBe("""{"status":404,"code":"PipelineNotFound"}""");
        Text(told["trigger"]).ShouldBe("""{"started":"Started","stopped":"Stopped"}""");
        (await lake.ListTablesAsync(token)).ShouldContain("gold.windows");
    }

    private async Task<JsonNode> DriveAsync(FactoryServer server, string pipeline, JsonObject parameters)
    {
        var folder = Repository.PathOf("tests", "Conformance", "DataFactory");
        Directory.Exists(Path.Combine(folder, "node_modules")).ShouldBeTrue($"Microsoft's client is not installed: run 'npm ci' in '{folder}'.");
        var certificate = _folder.PathOf("server.pem");
        await File.WriteAllTextAsync(certificate, server.CertificatePem, TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("node", ["drive.mjs", Repository.PathOf("infra", "data-factory"), pipeline, parameters.ToJsonString()])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["VOICELAKE_ENDPOINT"] = server.Address.AbsoluteUri.TrimEnd('/'), ["VOICELAKE_TOKEN"] = server.Token, ["NODE_EXTRA_CA_CERTS"] = certificate },
        };
        using var process = Process.Start(start).ShouldNotBeNull();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, await errors);
        return JsonNode.Parse(await output).ShouldNotBeNull();
    }

    private static string Text(JsonNode? json) => json?.ToJsonString(JsonSerializerOptions.Default) ?? "";
}
