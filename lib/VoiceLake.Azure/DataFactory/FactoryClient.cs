using System.Text.Json.Nodes;
using Azure.Core;
using VoiceLake.Azure.DataFactory.Rest;
using VoiceLake.Azure.DataFactory.Runs;
using VoiceLake.Azure.SignIn;
using VoiceLake.DataFactory.Running;
using VoiceLake.Lake;

namespace VoiceLake.Azure.DataFactory;

/// <summary>Starts, follows, lists and cancels runs of a factory, in Azure or served on this machine.</summary>
/// <remarks>
/// Notebook: 04-adf-orchestration
/// <para>It speaks Data Factory's REST API 2018-06-01 and is tested against the factory served here; nothing has run on real Azure.
/// <see cref="FactoryDeployment"/> deploys through it.</para>
/// </remarks>
public sealed class FactoryClient
{
    /// <summary>A client for the factory at an address.</summary>
    /// <param name="address">Where the factory stands.</param>
    /// <param name="credential">Gives the tokens.</param>
    /// <param name="options">How to talk to it.</param>
    /// <exception cref="ArgumentException">The address is not over HTTPS, so that a token would be read by others.</exception>
    public FactoryClient(FactoryAddress address, TokenCredential credential, FactoryClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(credential);
        if (!address.Endpoint.IsAbsoluteUri || address.Endpoint.Scheme != Uri.UriSchemeHttps)
        {
            throw new ArgumentException($"'{address.Endpoint}' is not over HTTPS, and a token is never sent in the clear: write https://….", nameof(address));
        }

        Options = options ?? new FactoryClientOptions();
        Rest = new FactoryRest(address, credential, Options);
    }

    /// <summary>A client for a factory in Azure, as whoever is signed in here: an application of the environment, a managed identity, <c>az login</c> and others.</summary>
    /// <param name="subscription">The subscription's id.</param>
    /// <param name="resourceGroup">The resource group.</param>
    /// <param name="factory">The factory's name.</param>
    /// <param name="options">How to talk to it.</param>
    /// <exception cref="LakeException">A variable of the environment by which one signs in does not hold what its name says.</exception>
    public static FactoryClient InAzure(string subscription, string resourceGroup, string factory, FactoryClientOptions? options = null) =>
        new(FactoryAddress.InAzure(subscription, resourceGroup, factory), UsualCredential.Create(), options);

    /// <summary>A client for a factory served on this machine.</summary>
    /// <param name="endpoint">The server's address.</param>
    /// <param name="token">The server's token.</param>
    /// <param name="certificate">The server's certificate, in PEM.</param>
    /// <param name="factory">The factory's name.</param>
    /// <param name="options">How to talk to it.</param>
    public static FactoryClient ForServer(Uri endpoint, string token, string certificate, string factory, FactoryClientOptions? options = null) => new(
        new FactoryAddress(endpoint, "local", "local", factory),
        DelegatedTokenCredential.Create((_, _) => new AccessToken(token, DateTimeOffset.MaxValue)),
        (options ?? new FactoryClientOptions()) with { PinnedCertificate = certificate });

    /// <summary>Where the factory stands.</summary>
    public FactoryAddress Address => Rest.Address;

    internal FactoryRest Rest { get; }

    internal FactoryClientOptions Options { get; }

    /// <summary>Starts a run.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="parameters">Values of its parameters; null: their own defaults.</param>
    /// <param name="rerunOf">The run that is run again; null: a run of its own.</param>
    /// <param name="fromFailure">Of a rerun: what succeeded is not run again.</param>
    /// <param name="startActivity">Of a rerun: the activity to start from.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    /// <returns>The run's id.</returns>
    /// <exception cref="FactoryRequestException">The service refuses it; or gave no answer, and then the run may have started: list the runs before trying again.</exception>
    public async Task<string> StartRunAsync(
        string pipeline, JsonObject? parameters = null, string? rerunOf = null, bool fromFailure = false, string? startActivity = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pipeline);
        var query = rerunOf is null ? "" : $"?referencePipelineRunId={Uri.EscapeDataString(rerunOf)}&isRecovery=true"
            + (fromFailure ? "&startFromFailure=true" : "")
            + (startActivity is null ? "" : $"&startActivityName={Uri.EscapeDataString(startActivity)}");
        var path = $"/pipelines/{Uri.EscapeDataString(pipeline)}/createRun{query}";
        var answer = await Rest.SendAsync(RequestMethod.Post, path, parameters ?? [], null, cancellationToken);
        return answer["runId"]?.GetValue<string>() ?? throw new FactoryRequestException(200, "UnreadableAnswer", "the answer has no runId", path, "List the runs: it may have started.");
    }

    /// <summary>A run, as it stands.</summary>
    /// <exception cref="FactoryRequestException">There is none, or the service refuses.</exception>
    public async Task<PipelineRun> GetRunAsync(string runId, CancellationToken cancellationToken = default)
    {
        var path = PathOf(runId);
        return RunReader.Read<PipelineRun>(await Rest.SendAsync(RequestMethod.Get, path, null, null, cancellationToken), path);
    }

    /// <summary>Asks a run to stop.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="recursive">Whether the runs that it has called are to stop too.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    /// <exception cref="FactoryRequestException">It has ended, there is none, or the service refuses.</exception>
    public Task CancelAsync(string runId, bool recursive = true, CancellationToken cancellationToken = default) =>
        Rest.SendAsync(RequestMethod.Post, $"{PathOf(runId)}/cancel?isRecursive={(recursive ? "true" : "false")}", null, null, cancellationToken);

    /// <summary>The runs of a window of time, the newest first.</summary>
    /// <exception cref="FactoryRequestException">The service refuses.</exception>
    public IAsyncEnumerable<PipelineRun> QueryRunsAsync(RunFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return RunReader.QueryAsync<PipelineRun>(Rest, "/queryPipelineRuns", filter.ToJson(Options.Time), cancellationToken);
    }

    /// <summary>The tries of a run's activities, by their start.</summary>
    /// <exception cref="FactoryRequestException">There is no such run, or the service refuses.</exception>
    public IAsyncEnumerable<ActivityRun> QueryActivitiesAsync(string runId, CancellationToken cancellationToken = default) =>
        RunReader.QueryAsync<ActivityRun>(Rest, $"{PathOf(runId)}/queryActivityruns", RunFilter.Everything(Options.Time), cancellationToken);

    /// <summary>Tells what becomes of a run until it has ended: once at first, then at every change that a question finds.</summary>
    /// <exception cref="FactoryRequestException">There is no such run, or the service refuses.</exception>
    public IAsyncEnumerable<RunProgress> FollowAsync(string runId, CancellationToken cancellationToken = default) => RunFollower.FollowAsync(this, runId, Options, cancellationToken);

    private static string PathOf(string runId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(runId);
        return $"/pipelineruns/{Uri.EscapeDataString(runId)}";
    }
}
