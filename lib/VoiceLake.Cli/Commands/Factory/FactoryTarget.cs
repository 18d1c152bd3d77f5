using System.CommandLine;
using VoiceLake.Azure.DataFactory;
using VoiceLake.Lake;

namespace VoiceLake.Cli.Commands.Factory;

/// <summary>Which factory a command speaks to over Data Factory's REST API: one in Azure, or one that is served on this machine.</summary>
internal sealed class FactoryTarget
{
    private readonly Option<string?> _connection = new("--connection")
    {
        Description = "The connection.json of a factory that 'voicelake factory serve' serves on this machine, instead of one in Azure.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _subscription = new("--subscription") { Description = "The subscription's id, in Azure.", HelpName = "ID" };

    private readonly Option<string?> _resourceGroup = new("--resource-group") { Description = "The resource group, in Azure.", HelpName = "NAME" };

    private readonly Option<string?> _factory = new("--factory") { Description = "The factory's name. Default: that of the folder's factory.", HelpName = "NAME" };

    public void AddTo(Command command)
    {
        command.Options.Add(_connection);
        command.Options.Add(_subscription);
        command.Options.Add(_resourceGroup);
        command.Options.Add(_factory);
    }

    /// <summary>Whether a factory over REST is asked for at all.</summary>
    public bool IsNamed(ParseResult arguments) => arguments.GetValue(_connection) is not null || arguments.GetValue(_subscription) is not null;

    /// <summary>The client; in Azure it signs in as the Azure CLI, an environment's service principal or a managed identity does.</summary>
    /// <exception cref="UsageException">No factory is named, or more than one.</exception>
    public async Task<FactoryClient> OpenAsync(ParseResult arguments, string? nameInFolder, CancellationToken cancellationToken)
    {
        var name = arguments.GetValue(_factory) ?? nameInFolder ?? throw new UsageException("no factory is named: give --factory NAME, or add factory/<name>.json to the folder");
        var (subscription, group) = (arguments.GetValue(_subscription), arguments.GetValue(_resourceGroup));
        if (arguments.GetValue(_connection) is { } file)
        {
            if (subscription is not null || group is not null)
            {
                throw new UsageException("--connection names a factory on this machine, --subscription and --resource-group one in Azure: give one of the two");
            }

            var connection = await FactoryConnection.ReadAsync(file, cancellationToken);
            return FactoryClient.ForServer(connection.Endpoint, connection.Token, connection.Certificate, name);
        }

        return subscription is not null && group is not null
            ? InAzure(subscription, group, name)
            : throw new UsageException("no factory is named: give --subscription and --resource-group for one in Azure, or --connection FILE for one on this machine");
    }

    private static FactoryClient InAzure(string subscription, string group, string name)
    {
        try
        {
            return FactoryClient.InAzure(subscription, group, name);
        }
        catch (LakeException mistake)
        {
            throw new UsageException(mistake.Message, mistake);
        }
    }
}
