using VoiceLake.Azure.Storage;
using VoiceLake.Lake;
using VoiceLake.Tests.Support.Dfs;

namespace VoiceLake.Azure.Tests.Storage.Dfs;

public sealed class AdlsLakeStoreTests : IAsyncLifetime
{
    private DfsLake _lake = null!;
    private AdlsLakeStore _store = null!;

    private static CancellationToken Cancel => DfsLake.Cancel;

    public async ValueTask InitializeAsync()
    {
        _lake = await DfsLake.StartAsync(new DfsServerOptions { ListPageSize = 3, DeletePageSize = 4 });
        _store = _lake.Open();
    }

    public async ValueTask DisposeAsync()
    {
        _store.Dispose();
        await _lake.DisposeAsync();
    }

    [Fact]
    public async Task A_small_object_is_created_hidden_filled_and_renamed()
    {
        await DfsLake.PutAsync(_store, "silver/a", "1");
        var before = _lake.Server.Operations.Count;

        await DfsLake.PutAsync(_store, "silver/a", "2");

        _lake.Server.Operations.Skip(before).Select(operation => operation.Split("/temporary/")[0]).ShouldBe(["create silver/.voicelake", "append silver/.voicelake", "rename silver/a"]);
    }

    [Fact]
    public async Task A_listing_of_many_pages_is_whole_and_by_ordinal_name_however_the_service_orders_it()
    {
        string[] names = [.. Enumerable.Range(0, 20).Select(i => $"bronze/a/{i % 4}/{i}"), "bronze/a-b", "bronze/a0", "bronze/a/0-1", "bronze/a b/c", "bronze/z"];
        foreach (var name in names)
        {
            await DfsLake.PutAsync(_store, name, "x");
        }

        (await DfsLake.ListAsync(_store, "bronze")).ShouldBe(names.Order(StringComparer.Ordinal));
        (await _store.ListAsync(new LakePath("bronze", "a/"), Cancel).CountAsync(Cancel)).ShouldBe(21);
        var level = await _store.ListLevelAsync(new LakePath("bronze", "a/"), Cancel);
        level.Prefixes.Select(prefix => prefix.Name).ShouldBe(["a/0/", "a/1/", "a/2/", "a/3/"]);
        level.Objects.Select(found => found.Path.Name).ShouldBe(["a/0-1"]);
    }

    [Fact]
    public async Task A_folder_goes_with_all_that_is_below_it_however_many_requests_that_takes()
    {
        for (var i = 0; i < 30; i++)
        {
            await DfsLake.PutAsync(_store, $"silver/tables/old/part-{i % 5}/{i}", "x");
        }

        await DfsLake.PutAsync(_store, "silver/tables/older", "stays");

        (await _store.DeleteFolderAsync(LakePath.Parse("silver/tables/old"), Cancel)).ShouldBeTrue();
        (await _store.DeleteFolderAsync(LakePath.Parse("silver/tables/old"), Cancel)).ShouldBeFalse();

        (await DfsLake.ListAsync(_store, "silver")).ShouldBe(["silver/tables/older"]);
        _lake.Server.Operations.Count(operation => operation == "delete silver/tables/old").ShouldBeGreaterThan(5);
        (await Should.ThrowAsync<LakeException>(() => _store.DeleteFolderAsync(new LakePath("silver", ""), Cancel))).Message.ShouldContain("is a whole container");
    }

    [Fact]
    public async Task A_file_is_never_deleted_by_the_name_of_a_folder()
    {
        await DfsLake.PutAsync(_store, "silver/folder/a", "x");

        (await _store.DeleteAsync(LakePath.Parse("silver/folder"), Cancel)).ShouldBeFalse();
        (await _store.FindAsync(LakePath.Parse("silver/folder"), Cancel)).ShouldBeNull();
        await Should.ThrowAsync<LakeObjectNotFoundException>(() => _store.OpenReadAsync(LakePath.Parse("silver/folder"), cancellationToken: Cancel));
        (await DfsLake.ListAsync(_store, "silver")).ShouldBe(["silver/folder/a"]);
    }

    [Fact]
    public async Task Access_control_lists_are_read_set_and_handed_down()
    {
        await DfsLake.PutAsync(_store, "gold/tables/a/part", "x");
        var list = LakeAccessEntry.ParseList("user::rwx,user:c0ffee00-0000-4000-8000-000000000001:r-x,group::r-x,mask::r-x,other::---");

        await _store.SetAccessControlAsync(LakePath.Parse("gold/tables/a"), list, recursive: true, Cancel);
        await _store.SetAccessControlAsync(new LakePath("gold", ""), LakeAccessEntry.ParseList("user::rwx,group::r-x,other::--x"), cancellationToken: Cancel);

        var access = await _store.GetAccessControlAsync(LakePath.Parse("gold/tables/a/part"), Cancel);
        access.Entries.ShouldBe(list);
        (access.Owner, access.Group, access.Permissions).ShouldBe(("$superuser", "$superuser", "rwxr-x---+"));
        (await _store.GetAccessControlAsync(new LakePath("gold", ""), Cancel)).Permissions.ShouldBe("rwxr-x--x");
        await Should.ThrowAsync<LakeObjectNotFoundException>(() => _store.GetAccessControlAsync(LakePath.Parse("gold/none"), Cancel));
        (await Should.ThrowAsync<LakeException>(() => _store.SetAccessControlAsync(LakePath.Parse("gold/tables"), [list[0]], cancellationToken: Cancel))).Message.ShouldContain("lacks group::, other::: add");
    }

    [Theory]
    [InlineData("user::rw")]
    [InlineData("someone::rwx")]
    [InlineData("other:id:rwx")]
    [InlineData("1::rwx")]
    [InlineData("default")]
    [InlineData("")]
    public void What_is_no_entry_of_an_access_control_list_is_refused(string text) =>
        Should.Throw<LakeException>(() => LakeAccessEntry.Parse(text)).Message.ShouldStartWith($"'{text}' is no entry of an access control list: write ");

    [Fact]
    public async Task Without_hierarchical_namespace_nothing_is_written_and_the_blob_address_is_named()
    {
        await using var flat = await DfsLake.StartAsync(new DfsServerOptions { HierarchicalNamespace = false });
        using var store = flat.Open();

        (await Should.ThrowAsync<LakeException>(() => DfsLake.PutAsync(store, "bronze/a", "x"))).Message
            .ShouldBe("'bronze/a': the account 'voicelaketest' has no hierarchical namespace, and its renames are not atomic: use https://voicelaketest.blob.core.windows.net, or an account that was created with hierarchical namespace.");
        (await DfsLake.ListAsync(store, "bronze")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_key_is_told_with_its_remedy_and_without_the_key()
    {
        var wrong = Convert.ToBase64String(new byte[64]);
        using var store = _lake.Open(_lake.Options with { Credential = LakeCredential.AccountKey(wrong) });

        var refused = await Should.ThrowAsync<LakeAccessException>(() => DfsLake.PutAsync(store, "bronze/a", "x"));

        refused.Message.ShouldContain("'bronze/a'");
        refused.Message.ShouldContain("AuthenticationFailed");
        refused.Message.ShouldContain("Is AZURE_STORAGE_KEY a key of 'voicelaketest'");
        refused.ToString().ShouldNotContain(wrong);
    }

    [Fact]
    public async Task A_signature_does_what_it_allows_and_a_refusal_names_the_rights_without_showing_it()
    {
        await DfsLake.PutAsync(_store, "bronze/read", "by signature");
        var reading = TestSas.OfAccount(_lake.Server, "rl", "co");
        var all = TestSas.OfAccount(_lake.Server, "racwdlm", "sco");
        using var reader = _lake.Open(_lake.Options with { Credential = LakeCredential.Sas(reading) });
        using var writer = _lake.Open(_lake.Options with { Credential = LakeCredential.Sas(all) });

        (await DfsLake.ReadAsync(reader, "bronze/read")).ShouldBe("by signature");
        (await DfsLake.ListAsync(reader, "bronze")).ShouldBe(["bronze/read"]);
        await DfsLake.PutAsync(writer, "bronze/with space + % # ünïcode", "written by signature");
        (await DfsLake.ReadAsync(reader, "bronze/with space + % # ünïcode")).ShouldBe("written by signature");
        var refused = await Should.ThrowAsync<LakeAccessException>(() => DfsLake.PutAsync(reader, "bronze/a", "x"));
        refused.Message.ShouldContain("AuthorizationPermissionMismatch");
        refused.Message.ShouldContain("does not carry the permission for this, w (write); it carries rl");
        refused.Message.ShouldNotContain("role");
        refused.ToString().ShouldNotContain("sig=");
    }

    [Fact]
    public async Task A_token_goes_over_HTTPS_and_never_in_the_clear()
    {
        await using var secure = await DfsLake.StartAsync(new DfsServerOptions { Https = true });
        var token = global::Azure.Core.DelegatedTokenCredential.Create((_, _) => new global::Azure.Core.AccessToken(secure.Server.Token, DateTimeOffset.MaxValue));
        using var store = secure.Open(secure.Options with { Credential = LakeCredential.Token(token) });

        await DfsLake.PutAsync(store, "bronze/a", "by token");

        (await DfsLake.ReadAsync(store, "bronze/a")).ShouldBe("by token");
        Should.Throw<LakeException>(() => _lake.Open(_lake.Options with { Credential = LakeCredential.Token(token) })).Message.ShouldContain("sent over HTTPS only");
    }

    [Fact]
    public async Task A_lake_opens_by_its_address_and_holds_tables()
    {
        var lake = new DataLake(_store);

        await lake.Table("silver.rows").AppendAsync([new Row(1, "ü"), new Row(2, "b")], cancellationToken: Cancel);

        (await lake.Table("silver.rows").ReadAsync<Row>(cancellationToken: Cancel).ToListAsync(Cancel)).ShouldBe([new Row(1, "ü"), new Row(2, "b")]);
        (await lake.ListTablesAsync(Cancel)).ShouldBe(["silver.rows"]);
        _store.Address.Scheme.ShouldBe("abfs");
    }

    private sealed record Row(int Id, string Text);
}
