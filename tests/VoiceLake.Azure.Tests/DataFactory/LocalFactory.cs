using VoiceLake.Azure.DataFactory;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Serving;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Azure.Tests.DataFactory;

/// <summary>A real server over an empty lake, and clients for it.</summary>
internal sealed class LocalFactory : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FactoryServer Server { get; private set; } = null!;

    public FactoryClient Client { get; private set; } = null!;

    public FactoryDeployment Deployment => new(Client);

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<FactoryFolder> CommittedAsync() => FactoryFolder.ReadAsync(Repository.PathOf("infra", "data-factory"), Token);

    public static async Task<LocalFactory> StartAsync()
    {
        var factory = new LocalFactory();
        await factory.StartServerAsync();
        return factory;
    }

    public async Task DeployAsync(FactoryFolder folder, bool deleteOthers = false) =>
        await Deployment.ApplyAsync(await Deployment.PlanAsync(folder, Token), deleteOthers, cancellationToken: Token);

    public async Task RestartAsync()
    {
        await Server.DisposeAsync();
        await StartServerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Dispose();
    }

    public FactoryClient ClientFor(string token, string? certificate = null, FactoryClientOptions? options = null) =>
        FactoryClient.ForServer(Server.Address, token, certificate ?? Server.CertificatePem, "voicelake", options ?? new FactoryClientOptions { PollInterval = TimeSpan.Zero, MaxRetries = 0 });

    private async Task StartServerAsync()
    {
        Server = await FactoryServer.StartAsync(DataLake.Open(_folder.PathOf("lake")), cancellationToken: Token);
        Client = ClientFor(Server.Token);
    }
}

/// <summary>Calls back at once, on the thread that reports.</summary>
internal sealed class Told<T>(Action<T> tell) : IProgress<T>
{
    public void Report(T value) => tell(value);
}
