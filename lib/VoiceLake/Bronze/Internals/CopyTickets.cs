using System.Text.Json;
using VoiceLake.Lake;

namespace VoiceLake.Bronze.Internals;

/// <summary>What a copy in progress is of. If the process dies, the next run knows by it which bytes it holds and which visible file still lacks its row.</summary>
/// <param name="Url">The item's recorded URL.</param>
/// <param name="Version">The version that is being copied.</param>
/// <param name="Replaces">The lake's entity tag of the object that stood under the name before; null where none did.</param>
internal sealed record CopyTicket(string Url, SourceVersion Version, string? Replaces);

/// <summary>The tickets in <c>miscellaneous/bronze/copies/</c>: written before the first byte of a copy, deleted after its row is committed.</summary>
internal sealed class CopyTickets(ILakeStore store)
{
    private static readonly LakePath Folder = new("miscellaneous", "bronze/copies");

    /// <summary>The tickets that an earlier run left, by file name.</summary>
    public async Task<IReadOnlyDictionary<string, CopyTicket>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var paths = new List<LakePath>();
        await foreach (var found in store.ListAsync(Folder.Child(""), cancellationToken))
        {
            paths.Add(found.Path);
        }

        var tickets = new Dictionary<string, CopyTicket>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var name = path.Name[(Folder.Name.Length + 1)..^".json".Length];
            try
            {
                await using var content = await store.OpenReadAsync(path, cancellationToken: cancellationToken);
                tickets[name] = await JsonSerializer.DeserializeAsync<CopyTicket>(content, cancellationToken: cancellationToken) ?? throw new JsonException("null");
            }
            catch (LakeObjectNotFoundException)
            {
                // Another run has just committed that copy's row and struck its ticket.
            }
            catch (JsonException e)
            {
                throw new LakeException($"'{path}' does not hold what a copy in progress is of: delete it, and the file is copied from its start.", e);
            }
        }

        return tickets;
    }

    /// <summary>Notes what a copy is of.</summary>
    public async Task WriteAsync(string name, CopyTicket ticket, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(ticket));
        await store.PutAsync(PathOf(name), content, PutCondition.Overwrite, cancellationToken);
    }

    /// <summary>Strikes a ticket; none is fine too.</summary>
    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) => store.DeleteAsync(PathOf(name), cancellationToken);

    private static LakePath PathOf(string name) => Folder.Child(name + ".json");
}
