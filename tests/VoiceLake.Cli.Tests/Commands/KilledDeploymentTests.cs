using System.Diagnostics;
using VoiceLake.Cli.Commands.Factory;
using VoiceLake.DataFactory.Serving;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Cli.Tests.Commands;

public class KilledDeploymentTests
{
    private static readonly string Infra = Repository.PathOf("infra", "data-factory");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("done Factory")]
    [InlineData("done Dataset")]
    [InlineData("done Pipeline")]
    public async Task A_deployment_whose_process_is_killed_is_completed_by_the_next(string moment)
    {
        using var folder = new TemporaryFolder();
        await using var server = await FactoryServer.StartAsync(DataLake.Open(folder.PathOf("lake")), cancellationToken: Token);
        var file = folder.PathOf("connection.json");
        await new FactoryConnection(server.Address, server.Token, server.CertificatePem).WriteAsync(file, Token);

        await KillAtAsync(moment, "factory", "deploy", Infra, "--connection", file);

        (await RunAsync("factory", "deploy", Infra, "--connection", file)).ShouldContain(" deployed");
        (await RunAsync("factory", "plan", Infra, "--connection", file)).ShouldContain("no change (14 without a change)");
    }

    /// <summary>Starts the command as a process and kills it as soon as it has written a line with the text.</summary>
    private static async Task KillAtAsync(string text, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "VoiceLake.Cli.dll"), .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync(Token);
        }
        while (line is not null && !line.Contains(text, StringComparison.Ordinal));

        process.Kill();
        await process.WaitForExitAsync(Token);
        line.ShouldNotBeNull("the deployment did not get as far");
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        (await CommandLine.InvokeAsync(arguments, output, output, Token)).ShouldBe(0, output.ToString());
        return output.ToString();
    }
}
