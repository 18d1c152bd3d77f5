using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VoiceLake.DataFactory.Running;
using VoiceLake.DataFactory.Serving.Arm;
using VoiceLake.DataFactory.Serving.Resources;
using VoiceLake.DataFactory.Serving.Runs;
using VoiceLake.DataFactory.Serving.Security;
using VoiceLake.DataFactory.Serving.Triggers;
using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Serving;

/// <summary>Serves one factory behind Data Factory's own REST API (2018-06-01), over HTTPS on 127.0.0.1, and runs its pipelines here.</summary>
/// <remarks>
/// Notebook: 04-adf-orchestration
/// <para>Resources and runs are kept in the lake and are there again after a restart. One server a lake: two would not see each other's changes.</para>
/// </remarks>
public sealed class FactoryServer : IAsyncDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly BearerToken _token;
    private readonly ResourceStore _resources;
    private readonly FactoryRunner _runner;
    private readonly TriggerRunFiles _triggerRuns;
    private readonly TriggerFiring _firing;
    private readonly TriggerScheduler _scheduler;
    private WebApplication? _application;

    private FactoryServer(DataLake lake, FactoryServerOptions options, X509Certificate2 certificate, BearerToken token, ResourceStore resources)
    {
        (_certificate, _token, _resources) = (certificate, token, resources);
        _runner = new FactoryRunner(RunHistory.Open(lake), options.Runner);
        _triggerRuns = new TriggerRunFiles(lake.Store);
        _firing = new TriggerFiring(resources, _runner, _triggerRuns, options.Runner);
        _scheduler = new TriggerScheduler(resources, _firing, options.Runner.Time);
    }

    /// <summary>The address that stands for <c>https://management.azure.com</c>, such as <c>https://127.0.0.1:41234/</c>.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The token that every request has to bear, as <c>Authorization: Bearer …</c>.</summary>
    public string Token => _token.Text;

    /// <summary>The certificate, without its key, in PEM: what a client pins, such as Node.js through <c>NODE_EXTRA_CA_CERTS</c>.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem() + "\n";

    /// <summary>Starts serving the factory that a lake holds, or will hold once a client creates it.</summary>
    /// <exception cref="LakeException">What the lake keeps of the factory cannot be read.</exception>
    /// <exception cref="IOException">The port is taken, or the kept certificate cannot be used.</exception>
    public static async Task<FactoryServer> StartAsync(DataLake lake, FactoryServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lake);
        options ??= new FactoryServerOptions();
        var time = options.Runner.Time;
        var token = new BearerToken(options.Token);
        var resources = await ResourceStore.OpenAsync(lake.Store, time, cancellationToken);
        var server = new FactoryServer(lake, options, LoopbackCertificate.Open(options.CertificateFolder, time.GetUtcNow()), token, resources);
        try
        {
            await server.ListenAsync(options, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops serving and cancels the runs in progress.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _application, null) is { } application)
        {
            await application.DisposeAsync();
        }

        await _scheduler.DisposeAsync();
        await _runner.DisposeAsync();
        _resources.Dispose();
        _certificate.Dispose();
    }

    private async Task ListenAsync(FactoryServerOptions options, CancellationToken cancellationToken)
    {
        // The empty builder reads no configuration of the machine: the address must not depend on ASPNETCORE_URLS.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.UseHttps(_certificate));
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        _application = builder.Build();
        var middleware = new ArmMiddleware(_token);
        _application.Use(next => context => middleware.InvokeAsync(context, next));
        _application.UseRouting();
        new ResourceEndpoints(_resources, () => Address).Map(_application);
        new RunEndpoints(_resources, _runner).Map(_application);
        new TriggerEndpoints(_resources, _scheduler, _firing, _triggerRuns).Map(_application);
        await _application.StartAsync(cancellationToken);
        Address = new Uri(_application.Urls.First());
        await _scheduler.ResumeAsync();
    }

    /// <summary>The server ends when it is disposed; Ctrl+C belongs to the program around it.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
