using System.Collections.Concurrent;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage.Dfs;

/// <summary>The containers of the lake: each is looked at before the first write to it, and made where it is missing.</summary>
internal sealed class DfsContainers(DfsService service)
{
    private readonly ConcurrentDictionary<string, bool> _ready = new(StringComparer.Ordinal);

    /// <summary>Sees, before the first write to a container, that it is there and renames atomically.</summary>
    public async Task ReadyAsync(LakePath path, CancellationToken cancellationToken)
    {
        var name = service.Options.Containers.Of(path.Container);
        if (_ready.ContainsKey(name))
        {
            return;
        }

        try
        {
            if (!await CheckAsync(path, name, cancellationToken))
            {
                await CreateAsync(path, name, cancellationToken);
                await CheckAsync(path, name, cancellationToken);
            }
        }
        catch (DfsFailedException failed) when (failed.Status == 403)
        {
            // A signature for objects only may not ask this: what is missing for the write itself, the write will tell.
        }

        _ready[name] = true;
    }

    // Whether the container is there; one of an account without hierarchical namespace is refused.
    private async Task<bool> CheckAsync(LakePath path, string name, CancellationToken cancellationToken)
    {
        try
        {
            using var found = await service.SendAsync(DfsRequests.HeadFileSystem(name), cancellationToken);
            return !string.Equals(found.Find("x-ms-namespace-enabled"), "false", StringComparison.OrdinalIgnoreCase) ? true
                : throw new LakeException($"'{path}': the account '{service.Address.Account}' has no hierarchical namespace, and its renames are not atomic: use https://{service.Address.Account}.blob.core.windows.net, or an account that was created with hierarchical namespace.");
        }
        catch (DfsFailedException failed) when (failed.IsNotFound)
        {
            return false;
        }
    }

    private async Task CreateAsync(LakePath path, string name, CancellationToken cancellationToken)
    {
        try
        {
            await service.DoAsync(DfsRequests.CreateFileSystem(name), cancellationToken);
        }
        catch (DfsFailedException failed) when (failed.ErrorCode == "FilesystemAlreadyExists")
        {
            // Another run was quicker, or the first try had reached the service.
        }
        catch (DfsFailedException failed) when (failed.Status is 401 or 403)
        {
            throw service.Errors.OfMissingContainer(path, name, $"az storage fs create --name {name}", failed);
        }
    }
}
