using VoiceLake.Lake;
using VoiceLake.Tests.Support.Dfs;

namespace VoiceLake.Azure.Tests.Storage.Dfs;

public sealed class SignedHeadersTests
{
    [Fact]
    public async Task The_headers_that_are_sent_sort_alike_with_and_without_their_hyphens()
    {
        // The service sorts them by a culture's rules, which pass over hyphens, and the signature by their bytes.
        await using var lake = await DfsLake.StartAsync();
        var seen = new List<string[]>();
        lake.Server.Seen = headers => seen.Add([.. headers.Select(header => header.ToLowerInvariant()).Where(header => header.StartsWith("x-ms-", StringComparison.Ordinal))]);
        using var store = lake.Open();
        await using (var upload = await store.OpenUploadAsync(LakePath.Parse("bronze/a"), "tag", DfsLake.Cancel))
        {
            await upload.AppendAsync(new byte[3], DfsLake.Cancel);
            await upload.CommitAsync(PutCondition.IfAbsent, DfsLake.Cancel);
        }

        await DfsLake.ReadAsync(store, "bronze/a");
        await store.SetAccessControlAsync(LakePath.Parse("bronze/a"), (await store.GetAccessControlAsync(LakePath.Parse("bronze/a"), DfsLake.Cancel)).Entries, recursive: true, DfsLake.Cancel);

        seen.Count.ShouldBeGreaterThan(10);
        foreach (var headers in seen)
        {
            headers.Order(StringComparer.Ordinal).ShouldBe(headers.OrderBy(header => header.Replace("-", "", StringComparison.Ordinal), StringComparer.Ordinal));
        }
    }
}
