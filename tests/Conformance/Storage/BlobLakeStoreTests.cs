using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using VoiceLake.Azure.Storage;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Storage;

/// <summary>What is particular to Blob Storage, on Azurite.</summary>
public sealed class BlobLakeStoreTests(AzuriteServer azurite) : IClassFixture<AzuriteServer>
{
    private static readonly LakePath Path = LakePath.Parse("bronze/a.bin");
    private readonly AzureLakeOptions _options = AzuriteServer.EmptyLake();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_listing_of_several_pages_is_whole_and_in_order()
    {
        var store = Open(options: _options with { ListPageSize = 2 });
        var names = Enumerable.Range(0, 7).Select(i => $"folder-{i % 2}/{i}").ToList();
        foreach (var name in names)
        {
            await PutAsync(store, new LakePath("bronze", name), 1);
        }

        (await store.ListAsync(new LakePath("bronze", ""), Cancel).Select(found => found.Path.Name).ToListAsync(Cancel)).ShouldBe(names.Order(StringComparer.Ordinal));
        (await store.ListLevelAsync(new LakePath("bronze", ""), Cancel)).Prefixes.Select(prefix => prefix.Name).ShouldBe(["folder-0/", "folder-1/"]);
        (await store.ListLevelAsync(new LakePath("bronze", "folder-0/"), Cancel)).Objects.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Folders_of_an_account_with_hierarchical_namespace_are_no_objects()
    {
        var store = Open();
        await PutAsync(store, LakePath.Parse("bronze/folder/x"), 1);
        await Container().GetBlobClient("folder").UploadAsync(new MemoryStream(), new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["hdi_isfolder"] = "true" } }, Cancel);

        (await store.ListAsync(new LakePath("bronze", ""), Cancel).Select(found => found.Path.Name).ToListAsync(Cancel)).ShouldBe(["folder/x"]);
        (await store.ListLevelAsync(new LakePath("bronze", ""), Cancel)).Objects.ShouldBeEmpty();
        (await store.FindAsync(LakePath.Parse("bronze/folder"), Cancel)).ShouldBeNull();
        await Should.ThrowAsync<LakeObjectNotFoundException>(() => store.OpenReadAsync(LakePath.Parse("bronze/folder"), cancellationToken: Cancel));
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(3_000_000)]
    public async Task A_put_if_absent_whose_answer_was_lost_is_ours_and_no_false_conflict(int length)
    {
        var lost = 0;
        await using var proxy = new FaultProxy(azurite.EndPoint, line => IsCommit(line) && Interlocked.Increment(ref lost) == 1 ? Fault.CutAnswer : Fault.None);
        await PutAsync(Open(), LakePath.Parse("bronze/other"), 1);
        var store = Open(proxy.Port);

        var put = await store.PutAsync(Path, new MemoryStream(new byte[length]), PutCondition.IfAbsent, Cancel);

        (put.Length, proxy.Faults).ShouldBe((length, 1));
        (await store.FindAsync(Path, Cancel)).ShouldBe(put);
        await Should.ThrowAsync<LakeObjectExistsException>(() => store.PutAsync(Path, new MemoryStream([1]), PutCondition.IfAbsent, Cancel));
    }

    [Fact]
    public async Task A_put_whose_every_answer_was_lost_is_found_to_stand()
    {
        await PutAsync(Open(), LakePath.Parse("bronze/other"), 1);
        await using var proxy = new FaultProxy(azurite.EndPoint, line => IsCommit(line) ? Fault.CutAnswer : Fault.None);

        var put = await Open(proxy.Port).PutAsync(Path, new MemoryStream([1, 2]), PutCondition.IfAbsent, Cancel);

        put.Length.ShouldBe(2);
        proxy.Faults.ShouldBe(1 + _options.MaxRetries);
    }

    [Fact]
    public async Task An_object_that_is_replaced_while_it_is_read_is_an_error_and_never_a_mix()
    {
        var store = Open();
        await PutAsync(store, Path, 2_000_000);
        await using var stream = await store.OpenReadAsync(Path, cancellationToken: Cancel);
        stream.ReadByte().ShouldBe(0);
        await PutAsync(store, Path, 2_000_000);
        stream.Position = 1_500_000;

        (await Should.ThrowAsync<LakeObjectChangedException>(async () => await stream.ReadExactlyAsync(new byte[10], Cancel))).Message
            .ShouldBe("'bronze/a.bin' was replaced by another run while it was being read: read it again.");
    }

    [Fact]
    public async Task A_read_goes_on_where_it_broke_off()
    {
        var bytes = new byte[3_000_000];
        new Random(1).NextBytes(bytes);
        await Open().PutAsync(Path, new MemoryStream(bytes), cancellationToken: Cancel);
        var reads = 0;
        await using var proxy = new FaultProxy(azurite.EndPoint, line => line.StartsWith("GET ", StringComparison.Ordinal) && Interlocked.Increment(ref reads) % 2 == 1 ? Fault.TruncateAnswer : Fault.None);

        await using var stream = await Open(proxy.Port).OpenReadAsync(Path, cancellationToken: Cancel);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancel);

        copy.ToArray().AsSpan().SequenceEqual(bytes).ShouldBeTrue();
        proxy.Faults.ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task A_wrong_key_gets_the_remedy_and_no_text_of_what_was_signed()
    {
        const string Key = "d3Jvbmcta2V5LXdyb25nLWtleQ==";
        var store = Open(options: _options with { Credential = LakeCredential.AccountKey(Key) });

        var refused = await Should.ThrowAsync<LakeAccessException>(() => PutAsync(store, Path, 1));

        refused.Message.ShouldStartWith($"'bronze/a.bin': {azurite.Lake} refused the credential (AccountKey) with ");
        refused.Message.ShouldContain("Is AZURE_STORAGE_KEY a key of 'devstoreaccount1'");
        foreach (var secret in new[] { Key, "SharedKey", "signature" })
        {
            refused.ToString().ShouldNotContain(secret, Case.Insensitive);
        }
    }

    [Fact]
    public async Task A_signature_opens_what_it_allows_and_the_rest_gets_the_remedy()
    {
        await PutAsync(Open(), Path, 5);
        var sas = AzuriteServer.Sas(AccountSasPermissions.Read | AccountSasPermissions.List);
        var store = new BlobLakeStore(AzureLakeAddress.Parse($"{azurite.Lake}?{sas}"), _options);

        (await store.FindAsync(Path, Cancel))!.Length.ShouldBe(5);
        (await store.ListAsync(new LakePath("bronze", ""), Cancel).CountAsync(Cancel)).ShouldBe(1);
        var refused = await Should.ThrowAsync<LakeAccessException>(() => PutAsync(store, Path, 1));
        refused.Message.ShouldContain("(Sas)");
        refused.ToString().ShouldNotContain(sas.Split("sig=")[1]);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_with_the_remedy()
    {
        var store = new BlobLakeStore(AzureLakeAddress.Parse(AzuriteProcess.LakeAt(1)), _options with { MaxRetries = 1 });

        (await Should.ThrowAsync<LakeException>(() => PutAsync(store, Path, 1))).Message.ShouldStartWith("'bronze/a.bin': no answer from http://127.0.0.1:1/devstoreaccount1 (2 tries): ");
        (await Should.ThrowAsync<LakeException>(() => store.ListAsync(new LakePath("bronze", ""), Cancel).CountAsync(Cancel).AsTask())).Message.ShouldContain("Check the address and the network");
    }

    [Fact]
    public async Task A_service_that_stays_busy_is_named_with_the_remedy()
    {
        await using var proxy = new FaultProxy(azurite.EndPoint, _ => Fault.Busy);

        var busy = await Should.ThrowAsync<LakeException>(() => PutAsync(Open(proxy.Port, _options with { MaxRetries = 2 }), Path, 1));

        busy.Message.ShouldContain("ServerBusy, HTTP 503");
        busy.Message.ShouldContain("with less at a time");
        proxy.Requests.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task Names_that_uploads_are_kept_under_are_refused() =>
        (await Should.ThrowAsync<LakeException>(() => PutAsync(Open(), LakePath.Parse("bronze/.voicelake/x"), 1))).Message.ShouldContain(".voicelake/");

    private static bool IsCommit(string line) => line.StartsWith("PUT ", StringComparison.Ordinal) && line.Contains("a.bin", StringComparison.Ordinal) && !line.Contains("comp=block&", StringComparison.Ordinal);

    private static Task<LakeObject> PutAsync(BlobLakeStore store, LakePath path, int length) => store.PutAsync(path, new MemoryStream(new byte[length]), cancellationToken: Cancel);

    private BlobContainerClient Container() => new(new Uri($"{azurite.Lake}/{_options.Containers.Bronze}"), AzuriteServer.Key, new BlobClientOptions(BlobClientOptions.ServiceVersion.V2024_11_04));

    private BlobLakeStore Open(int? port = null, AzureLakeOptions? options = null) => new(AzureLakeAddress.Parse(port is { } other ? AzuriteProcess.LakeAt(other) : azurite.Lake), options ?? _options);
}
