using System.CommandLine;
using VoiceLake.DataFactory.Running;
using VoiceLake.DataFactory.Serving;

namespace VoiceLake.Cli.Commands.Factory;

/// <summary><c>voicelake factory serve</c>: Data Factory's REST API on this machine.</summary>
internal static class ServeCommand
{
    private const string ConnectionFile = "connection.json";

    public static Command Create()
    {
        var lake = FactoryOptions.Lake();
        var folder = FactoryOptions.Folder();
        var bindings = FactoryOptions.Bindings();
        var port = new Option<int>("--port") { Description = "The port on 127.0.0.1. Default: one that the system gives." };
        var state = new Option<string?>("--state")
        {
            Description = $"A private folder for the certificate and {ConnectionFile}, by which clients find the server. Default: voicelake/factory among the user's application data.",
            HelpName = "DIR",
        };
        var command = new Command("serve", "Serves a factory behind Data Factory's own REST API over HTTPS on this machine, runs its pipelines here, and starts its triggers, until Ctrl-C.")
        {
            lake, folder, bindings, port, state,
        };
        command.AddExamples("voicelake factory serve --lake lake", "voicelake factory serve --port 8443 --state ~/.factory");
        command.SetAction(async (arguments, cancel) =>
        {
            var address = arguments.GetValue(lake);
            var runner = new FactoryRunnerOptions { Local = await FactoryOptions.ReadBindingsAsync(arguments.GetValue(bindings), arguments.GetRequiredValue(folder), address, cancel) };
            var home = arguments.GetValue(state) ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "voicelake", "factory");
            var options = new FactoryServerOptions
            {
                Port = arguments.GetValue(port) is var wanted and >= 0 and <= 65535 ? wanted : throw new UsageException("--port takes a number from 0 to 65535"),
                CertificateFolder = home,
                Runner = runner,
            };
            await using var server = await FactoryServer.StartAsync(FactoryOptions.Open(address), options, cancel);
            var file = Path.Combine(home, ConnectionFile);
            await new FactoryConnection(server.Address, server.Token, server.CertificatePem).WriteAsync(file, cancel);
            try
            {
                await arguments.InvocationConfiguration.Output.WriteLineAsync($"Serving {server.Address}; address, token and certificate are in {file}. Ctrl-C ends it.");
                await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
            }
            catch (OperationCanceledException)
            {
                await arguments.InvocationConfiguration.Output.WriteLineAsync("The server has ended; what it was told is kept in the lake.");
            }
            finally
            {
                File.Delete(file);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
