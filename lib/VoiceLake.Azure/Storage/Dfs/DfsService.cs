using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage.Dfs;

/// <summary>The account's DFS endpoint on Azure.Core's pipeline: signatures or tokens, retries, diagnostics, errors.</summary>
internal sealed class DfsService
{
    private const string Version = "2023-11-03";
    private readonly HttpPipeline _pipeline;

    public DfsService(AzureLakeAddress address, AzureLakeOptions options)
    {
        (Address, Options) = (address, options.Require());
        var credential = options.CredentialFor(address);
        Errors = new StorageErrors(address, credential);
        _pipeline = HttpPipelineBuilder.Build(options.ApplyTo(new DfsClientOptions()), credential.Kind switch
        {
            LakeCredentialKind.AccountKey => new SharedKeyPolicy(address.Account, credential.Secret!),
            LakeCredentialKind.Sas => new SasPolicy(credential.Secret!),
            _ => new BearerTokenAuthenticationPolicy(credential.ToTokenCredential(), "https://storage.azure.com/.default"),
        });
    }

    public AzureLakeAddress Address { get; }

    public AzureLakeOptions Options { get; }

    public StorageErrors Errors { get; }

    /// <summary>The file that a path names.</summary>
    public DfsPath FileOf(LakePath path)
    {
        ObjectNames.Require(path);
        return WorkNames.Is(path.Name)
            ? throw new LakeException($"'{path}' names what unfinished writes are kept under: choose a name that does not begin with {WorkNames.Folder}.")
            : new DfsPath(Options.Containers.Of(path.Container), path.Name);
    }

    /// <summary>The folder that a path names, with or without its last slash; the container's root for an empty name.</summary>
    public DfsPath FolderOf(LakePath path)
    {
        ObjectNames.RequireContainer(path);
        var parts = (path.Name ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var part in parts)
        {
            ObjectNames.RequirePart(part, path.ToString());
        }

        return new DfsPath(Options.Containers.Of(path.Container), string.Join('/', parts));
    }

    /// <summary>Does something of several requests; failures come in the lake's words.</summary>
    public Task<T> CallAsync<T>(LakePath path, Func<Task<T>> call, CancellationToken cancellationToken) => Errors.CallAsync(path, call, cancellationToken);

    /// <inheritdoc cref="CallAsync{T}"/>
    public Task CallAsync(LakePath path, Func<Task> call, CancellationToken cancellationToken) => CallAsync(
        path,
        async () =>
        {
            await call();
            return true;
        },
        cancellationToken);

    /// <summary>Sends a request.</summary>
    /// <exception cref="DfsFailedException">The service refused it.</exception>
    public async Task<Response> SendAsync(DfsRequest request, CancellationToken cancellationToken)
    {
        var message = _pipeline.CreateMessage();
        message.BufferResponse = !request.Streamed;
        message.Request.Method = request.Method;
        message.Request.Uri.Reset(new Uri(Address.Endpoint.AbsoluteUri.TrimEnd('/') + request.Path.Escaped));
        foreach (var (name, value) in request.Query.Where(parameter => parameter.Value is not null))
        {
            message.Request.Uri.AppendQuery(name, Uri.EscapeDataString(value!), escapeValue: false);
        }

        message.Request.Headers.SetValue("x-ms-version", Version);
        message.Request.Headers.SetValue("Accept", "application/json");
        foreach (var (name, value) in request.Headers.Where(header => header.Value is not null))
        {
            message.Request.Headers.SetValue(name, value!);
        }

        if (!request.Content.IsEmpty)
        {
            message.Request.Content = RequestContent.Create(request.Content);
        }

        await _pipeline.SendAsync(message, cancellationToken);
        if (!message.Response.IsError)
        {
            return message.Response;
        }

        using var refused = message.Response;
        throw new DfsFailedException(refused.Status, refused.Find("x-ms-error-code"), SasPermissions.Of(message.Request), message.ProcessingContext.RetryNumber > 0);
    }

    /// <summary>Sends a request whose answer is no more than that it was done.</summary>
    public async Task DoAsync(DfsRequest request, CancellationToken cancellationToken) => (await SendAsync(request, cancellationToken)).Dispose();

    private sealed class DfsClientOptions : ClientOptions;
}
