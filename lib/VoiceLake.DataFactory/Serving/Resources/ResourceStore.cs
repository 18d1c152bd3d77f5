using System.Collections.Immutable;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Serving.Arm;
using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Serving.Resources;

/// <summary>The resources of the one factory that a lake holds: read from memory, changed one at a time, each change in the lake before it is seen.</summary>
internal sealed class ResourceStore : IDisposable
{
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly ResourceFiles _files;
    private readonly TimeProvider _time;
    private volatile ImmutableSortedDictionary<(FactoryResourceKind Kind, string Name), StoredResource> _resources;

    private ResourceStore(ResourceFiles files, TimeProvider time, IEnumerable<StoredResource> resources) =>
        (_files, _time, _resources) = (files, time, resources.ToImmutableSortedDictionary(found => KeyOf(found.Resource.Kind, found.Resource.Name), found => found));

    /// <summary>The resources as they are now; later changes do not touch it.</summary>
    public FactoryFolder Folder => new([.. _resources.Values.Select(found => found.Resource)]);

    public FactoryScope? Scope => _resources.Values.FirstOrDefault(found => found.Resource.Kind == FactoryResourceKind.Factory)?.Scope;

    public static async Task<ResourceStore> OpenAsync(ILakeStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        var files = new ResourceFiles(store);
        return new ResourceStore(files, time, await files.ReadAsync(cancellationToken));
    }

    public StoredResource? Find(FactoryResourceKind kind, string name) => _resources.GetValueOrDefault(KeyOf(kind, name));

    public IEnumerable<StoredResource> List(FactoryResourceKind kind) => _resources.Values.Where(found => found.Resource.Kind == kind);

    /// <summary>Creates a resource or puts another in its place, if nothing speaks against it.</summary>
    /// <param name="scope">The factory.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="name">Its name; of one that is there the name it was created with stays.</param>
    /// <param name="next">Makes the new one of the name and the old one, or refuses with an exception.</param>
    /// <param name="cancellationToken">Stops before the change.</param>
    public Task<StoredResource> PutAsync(FactoryScope scope, FactoryResourceKind kind, string name, Func<string, StoredResource?, FactoryResource> next, CancellationToken cancellationToken) =>
        ChangeAsync(
            async () =>
            {
                var old = Find(kind, name);
                var resource = next(old?.Resource.Name ?? name, old);
                var stored = new StoredResource(old?.Scope ?? Scope ?? scope, resource, Guid.NewGuid().ToString(), old?.Created ?? _time.GetUtcNow());
                await _files.WriteAsync(stored, cancellationToken);
                _resources = _resources.SetItem(KeyOf(kind, name), stored);
                return stored;
            },
            cancellationToken);

    /// <summary>Deletes a resource, if nothing speaks against it; with the factory all others go, and it goes last.</summary>
    /// <returns>What was deleted; null where there was nothing.</returns>
    public Task<StoredResource?> DeleteAsync(FactoryResourceKind kind, string name, Action<StoredResource> check, CancellationToken cancellationToken) =>
        ChangeAsync(
            async () =>
            {
                var old = Find(kind, name);
                if (old is not null)
                {
                    check(old);
                    foreach (var (key, found) in kind == FactoryResourceKind.Factory ? _resources.Reverse() : [KeyValuePair.Create(KeyOf(kind, name), old)])
                    {
                        await _files.DeleteAsync(found, cancellationToken);
                        _resources = _resources.Remove(key);
                    }
                }

                return old;
            },
            cancellationToken);

    public void Dispose() => _changing.Dispose();

    private async Task<T> ChangeAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            return await change();
        }
        finally
        {
            _changing.Release();
        }
    }

    private static (FactoryResourceKind Kind, string Name) KeyOf(FactoryResourceKind kind, string name) => (kind, name.ToLowerInvariant());
}
