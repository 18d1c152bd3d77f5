using VoiceLake.Azure.Storage;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Checks;

/// <summary>Tries what a lake does with one container; where nothing can be written, whether what only reads would run.</summary>
internal sealed class ContainerCheck(ILakeStore store)
{
    /// <summary>Whether the account gave no answer at all, so that the next container would meet the same.</summary>
    public bool IsUnanswered { get; private set; }

    /// <summary>Tries one container.</summary>
    /// <param name="container">The lake's container.</param>
    /// <param name="name">Its name in the account.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<AzureCheckLine> RunAsync(string container, string name, CancellationToken cancellationToken)
    {
        var needed = $"{name} can be written, read, listed and emptied";
        var path = new LakePath(container, $"voicelake-check/{Guid.NewGuid():N}.txt");
        List<string> did = [];
        try
        {
            using var content = new MemoryStream("voicelake"u8.ToArray());
            await store.PutAsync(path, content, PutCondition.IfAbsent, cancellationToken);
            did.Add("written");
            await using (var stream = await store.OpenReadAsync(path, cancellationToken: cancellationToken))
            {
                await stream.CopyToAsync(Stream.Null, cancellationToken);
            }

            did.Add("read");
            await store.ListLevelAsync(path with { Name = "voicelake-check/" }, cancellationToken);
            did.Add("listed");
            await store.DeleteAsync(path, cancellationToken);
            return new AzureCheckLine(needed, true, "written, read, listed, deleted", "");
        }
        catch (LakeException error)
        {
            IsUnanswered = StorageErrors.IsUnanswered(error);
            var found = did.Count > 0 ? string.Join(", ", did) + (await SucceedsAsync(() => store.DeleteAsync(path, cancellationToken)) ? "" : $"; '{path}' is left there")
                : error is LakeAccessException ? await WithoutWritingAsync(path, cancellationToken)
                : "nothing";
            return new AzureCheckLine(needed, false, found, RemedyOf(error, path));
        }
    }

    /// <summary>What a failure says, without the object that only the check knows.</summary>
    public static string RemedyOf(LakeException error, LakePath path) =>
        error.Message.StartsWith($"'{path}': ", StringComparison.Ordinal) ? error.Message[$"'{path}': ".Length..] : error.Message;

    private async Task<string> WithoutWritingAsync(LakePath path, CancellationToken cancellationToken)
    {
        // That there is no such object is an answer that only those get who may read.
        var read = await SucceedsAsync(() => store.FindAsync(path, cancellationToken));
        var listed = await SucceedsAsync(() => store.ListLevelAsync(path with { Name = "voicelake-check/" }, cancellationToken));
        return (read, listed) switch
        {
            (true, true) => "read, listed; not written: what only reads the lake runs",
            (true, false) => "read; not written, not listed",
            (false, true) => "listed; not written, not read",
            _ => "nothing",
        };
    }

    private static async Task<bool> SucceedsAsync<T>(Func<Task<T>> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (LakeException)
        {
            return false;
        }
    }
}
