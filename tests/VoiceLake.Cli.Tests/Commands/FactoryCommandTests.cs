using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using VoiceLake.Cli.Commands.Factory;
using VoiceLake.Tests.Support;

namespace VoiceLake.Cli.Tests.Commands;

public partial class FactoryCommandTests
{
    private static readonly string Infra = Repository.PathOf("infra", "data-factory");

    [Fact]
    public async Task Lint_of_the_repositorys_factory_finds_nothing()
    {
        var (code, output, _) = await RunAsync("factory", "lint", Infra);

        code.ShouldBe(0);
        output.ShouldContain("0 errors and 0 warnings by");
    }

    [Fact]
    public async Task Lint_names_file_place_rule_and_remedy_and_exits_with_1()
    {
        using var folder = new TemporaryFolder();
        Write(folder, """{ "name": "p", "properties": { "activities": [ { "name": "Go", "type": "ExecutePipeline", "typeProperties": { "pipeline": { "referenceName": "nowhere", "type": "PipelineReference" }, "waitOnCompletion": true } } ] } }""");

        var (code, output, _) = await RunAsync("factory", "lint", folder.Path);

        code.ShouldBe(1);
        output.ShouldContain("pipeline/p.json, $.properties.activities[0].typeProperties.pipeline.referenceName: [unknown-pipeline] There is no pipeline 'nowhere'");
    }

    [Fact]
    public async Task Lint_lists_its_rules()
    {
        var (code, output, _) = await RunAsync("factory", "lint", "--list-rules");

        code.ShouldBe(0);
        output.Split('\n').Length.ShouldBeGreaterThan(38);
        output.ShouldContain("unknown-dataset");
    }

    [Fact]
    public async Task Run_runs_a_pipeline_and_runs_lists_it()
    {
        using var folder = new TemporaryFolder();
        Write(folder, """
            { "name": "p", "properties": { "parameters": { "seconds": { "type": "int" }, "list": { "type": "array", "defaultValue": [] } }, "activities": [
              { "name": "Each", "type": "ForEach", "typeProperties": { "items": { "value": "@pipeline().parameters.list", "type": "Expression" }, "activities": [
                { "name": "Pause", "type": "Wait", "typeProperties": { "waitTimeInSeconds": { "value": "@pipeline().parameters.seconds", "type": "Expression" } } } ] } } ] } }
            """);
        var lake = folder.PathOf("lake");

        var (code, output, error) = await RunAsync("factory", "run", "p", "--folder", folder.Path, "--lake", lake, "-p", "seconds=0", "-p", "list=[1,2]");

        error.ShouldBeEmpty();
        code.ShouldBe(0);
        output.ShouldContain("Succeeded p · Each");
        output.ShouldContain("p: Succeeded after ");
        output.ShouldContain(", 3 activities; run ");
        var run = RunId().Match(output).Value;
        (await RunAsync("factory", "runs", "--lake", lake)).Output.ShouldContain(run);
        (await RunAsync("factory", "runs", run, "--lake", lake)).Output.ShouldContain("Each:1");
        var page = folder.PathOf("pages", $"{run}.html");
        (await RunAsync("factory", "runs", run, "--lake", lake, "--folder", folder.Path, "--page", folder.PathOf("pages"))).Output.ShouldContain(page);
        (await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken)).ShouldContain("<h1>p <span class=\"badge succeeded\">");
    }

    [Theory]
    [InlineData("run q", "There is no pipeline 'q': run one of p.")]
    [InlineData("run p -p n=x", "-p n is of type int, and 'x' is not: write it as JSON")]
    [InlineData("run p", "'n' (int) has no value")]
    [InlineData("run p -p n=1 --from-failure", "--from-failure and --from go with --rerun RUN")]
    [InlineData("runs no-such-run", "there is no run 'no-such-run'")]
    [InlineData("runs --page pages --folder .", "--page takes a run: name one")]
    public async Task What_cannot_be_understood_is_one_line_and_exit_code_2(string command, string message)
    {
        using var folder = new TemporaryFolder();
        Write(folder, """{ "name": "p", "properties": { "parameters": { "n": { "type": "int" } }, "activities": [ { "name": "W", "type": "Wait", "typeProperties": { "waitTimeInSeconds": { "value": "@pipeline().parameters.n", "type": "Expression" } } } ] } }""");
        string[] where = command.StartsWith("runs", StringComparison.Ordinal) ? [] : ["--folder", folder.Path];

        var (code, _, error) = await RunAsync(["factory", .. command.Split(' '), "--lake", folder.PathOf("lake"), .. where]);

        code.ShouldBe(2);
        error.ShouldContain(message);
        error.TrimEnd().ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("run ingest", "EnvironmentCredential", 1, "nobody is signed in here (NoToken). Sign in ('az login'), or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.")]
    [InlineData("plan", "EnvironmentCredential", 1, "voicelake: factory 'voicelake': nobody is signed in here (NoToken). Sign in ('az login'), or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.")]
    [InlineData("deploy", "EnvironmentCredential", 1, "voicelake: factory 'voicelake': nobody is signed in here (NoToken). Sign in ('az login'), or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.")]
    [InlineData("plan", "nobody", 2, "look at those that begin with AZURE_, AZURE_TOKEN_CREDENTIALS before others.")]
    public async Task A_factory_in_Azure_without_a_sign_in_is_one_line_with_the_remedy(string command, string credentials, int exitCode, string message)
    {
        var environment = new Dictionary<string, string> { ["AZURE_TOKEN_CREDENTIALS"] = credentials, ["AZURE_TENANT_ID"] = "", ["AZURE_CLIENT_ID"] = "", ["AZURE_CLIENT_SECRET"] = "" };
        string[] folder = command.StartsWith("run", StringComparison.Ordinal) ? ["--folder", Infra] : [Infra];

        var (code, _, error) = await CliProcess.RunAsync(environment, ["factory", .. command.Split(' '), .. folder, "--subscription", "s", "--resource-group", "g"]);

        code.ShouldBe(exitCode, error);
        error.TrimEnd().ShouldEndWith(message);
        error.TrimEnd().ShouldNotContain("\n");
    }

    [Fact]
    public async Task A_run_that_fails_says_why_and_exits_with_1()
    {
        using var folder = new TemporaryFolder();
        Write(folder, """{ "name": "p", "properties": { "activities": [ { "name": "No", "type": "Fail", "typeProperties": { "message": "not today", "errorCode": "E" } } ] } }""");

        var (code, output, error) = await RunAsync("factory", "run", "p", "--folder", folder.Path, "--lake", folder.PathOf("lake"));

        code.ShouldBe(1);
        output.ShouldContain("E: not today");
        error.Trim().ShouldBe("voicelake: Operation on target No failed: not today");
    }

    [Fact]
    public async Task Serve_answers_whoever_has_its_token_until_it_is_stopped()
    {
        using var folder = new TemporaryFolder();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var output = new Announcement("Serving ");
        var file = folder.PathOf("state", "connection.json");
        var serving = CommandLine.InvokeAsync(["factory", "serve", "--lake", folder.PathOf("lake"), "--state", folder.PathOf("state"), "--folder", folder.Path], output, output, stop.Token);
        await Task.WhenAny(output.Made, serving);
        serving.IsCompleted.ShouldBeFalse(output.ToString());

        var connection = await FactoryConnection.ReadAsync(file, TestContext.Current.CancellationToken);
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate!.ExportCertificatePem().Trim() == connection.Certificate.Trim() };
        using var client = new HttpClient(handler) { BaseAddress = connection.Endpoint };
        const string Pipelines = "subscriptions/s/resourceGroups/g/providers/Microsoft.DataFactory/factories/f/pipelines?api-version=2018-06-01";
        (await client.GetAsync(new Uri(Pipelines, UriKind.Relative), stop.Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", connection.Token);
        (await client.GetAsync(new Uri(Pipelines, UriKind.Relative), stop.Token)).StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized);

        (await RunAsync("factory", "plan", Infra, "--connection", file)).Output.ShouldContain("14 to create");
        var deployed = await RunAsync("factory", "deploy", Infra, "--connection", file);
        deployed.ExitCode.ShouldBe(0, deployed.Error);
        deployed.Output.ShouldContain("14 resources deployed");
        (await RunAsync("factory", "plan", Infra, "--connection", file)).Output.ShouldContain("no change (14 without a change)");
        var (code, _, error) = await RunAsync("factory", "run", "silver", "--folder", Infra, "--connection", file);
        code.ShouldBe(1);
        error.ShouldContain("Operation on target Decode and cast failed: Databricks is not here");

        await stop.CancelAsync();
        (await serving).ShouldBe(0);
        File.Exists(file).ShouldBeFalse();
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.InvokeAsync(arguments, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    private static void Write(TemporaryFolder folder, string pipeline)
    {
        Directory.CreateDirectory(folder.PathOf("pipeline"));
        File.WriteAllText(folder.PathOf("pipeline", "p.json"), pipeline);
    }

    /// <summary>Tells when a line with the text has been written.</summary>
    private sealed class Announcement(string text) : StringWriter
    {
        private readonly TaskCompletionSource _made = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Made => _made.Task;

        public override Task WriteLineAsync(string? value)
        {
            WriteLine(value);
            if (value?.Contains(text, StringComparison.Ordinal) == true)
            {
                _made.TrySetResult();
            }

            return Task.CompletedTask;
        }
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex RunId();
}
