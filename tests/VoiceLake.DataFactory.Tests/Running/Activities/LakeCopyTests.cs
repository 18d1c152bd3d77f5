using System.Formats.Tar;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.Tests.Bronze;
using VoiceLake.Tests.Support;

namespace VoiceLake.DataFactory.Tests.Running.Activities;

/// <summary>Copies of files: folders, names, packing and unpacking.</summary>
public sealed class LakeCopyTests : IDisposable
{
    private readonly WorkBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("", "", "out/1.txt out/deep/2.txt out/deep/3.csv")]
    [InlineData("'recursive': false", "", "out/1.txt")]
    [InlineData("'wildcardFileName': '*.txt'", "", "out/1.txt out/deep/2.txt")]
    [InlineData("'wildcardFolderPath': 'in/d*', 'wildcardFileName': '?.csv'", "", "out/deep/3.csv")]
    [InlineData("'modifiedDatetimeStart': '2100-01-01T00:00:00Z'", "", "")]
    [InlineData("'wildcardFileName': '*.csv'", "'copyBehavior': 'PreserveHierarchy'", "out/deep/3.csv")]
    public async Task A_folder_keeps_its_tree(string read, string write, string names)
    {
        await PlantAsync();

        var output = await _bench.CopyAsync("from", "to", Read(read), Write(write));

        var wanted = names.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        (await _bench.NamesAsync("silver")).ShouldBe(wanted);
        output["filesWritten"]!.GetValue<int>().ShouldBe(wanted.Length);
        output["dataWritten"]!.GetValue<long>().ShouldBe(wanted.Length * 5);
    }

    [Fact]
    public async Task A_flat_copy_has_one_folder_and_made_up_names_that_stay_the_same()
    {
        await PlantAsync();

        await _bench.CopyAsync("from", "to", "", Write("'copyBehavior': 'FlattenHierarchy'"));
        var first = await _bench.NamesAsync("silver");
        await _bench.CopyAsync("from", "to", "", Write("'copyBehavior': 'FlattenHierarchy'"));

        first.Count.ShouldBe(3);
        first.ShouldAllBe(name => name.StartsWith("out/Data.", StringComparison.Ordinal));
        (await _bench.NamesAsync("silver")).ShouldBe(first);
    }

    [Fact]
    public async Task Merged_files_stand_in_one_in_the_order_of_their_names()
    {
        await PlantAsync();
        _bench.AddDataset("one", "Binary", "silver/out", "all.txt");

        var output = await _bench.CopyAsync("from", "one", "", Write("'copyBehavior': 'MergeFiles'"));

        (await _bench.TextAsync("silver/out/all.txt")).ShouldBe("one..two..three");
        output["filesRead"]!.GetValue<int>().ShouldBe(3);
        output["filesWritten"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Several_files_do_not_overwrite_each_other_under_one_name()
    {
        await PlantAsync();
        _bench.AddDataset("one", "Binary", "silver/out", "all.txt");

        (await Should.ThrowAsync<ActivityFailure>(_bench.CopyAsync("from", "one"))).Message
            .ShouldBe("UserErrorInvalidProperty: dataset 'one' names the file 'all.txt', but 3 files are to be copied: leave fileName out of it, or set copyBehavior to MergeFiles.");
        (await _bench.NamesAsync("silver")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_are_deleted_once_all_are_copied_where_that_is_asked_for()
    {
        await PlantAsync();

        await _bench.CopyAsync("from", "to", Read("'deleteFilesAfterCompletion': true"));

        (await _bench.NamesAsync("bronze")).ShouldBeEmpty();
        (await _bench.NamesAsync("silver")).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_file_is_not_copied_onto_itself()
    {
        await PlantAsync();
        _bench.AddDataset("same", "Binary", "bronze/in");

        (await Should.ThrowAsync<ActivityFailure>(_bench.CopyAsync("from", "same"))).Message.ShouldContain("is to be copied onto itself");
    }

    [Fact]
    public async Task What_is_not_there_is_named()
    {
        _bench.AddDataset("nothing", "Binary", "bronze/nothing").AddDataset("to", "Binary", "silver/out");

        (await Should.ThrowAsync<ActivityFailure>(_bench.CopyAsync("nothing", "to"))).Message
            .ShouldStartWith("UserErrorFileNotFound: there is no folder 'bronze/nothing' in the lake of linked service 'lake'");
    }

    [Fact]
    public async Task A_file_is_packed_and_unpacked_and_its_name_tells()
    {
        await _bench.PutAsync("bronze/in/a.txt", new string('a', 10_000));
        _bench.AddDataset("from", "Binary", "bronze/in").AddDataset("packed", "Binary", "silver/packed", null, "'compression': {'type': 'GZip', 'level': 'Fastest'}").AddDataset("plain", "Binary", "gold/plain");

        var packed = await _bench.CopyAsync("from", "packed");
        var plain = await _bench.CopyAsync("packed", "plain");

        packed["dataRead"]!.GetValue<long>().ShouldBe(10_000);
        packed["dataWritten"]!.GetValue<long>().ShouldBeLessThan(200);
        (await _bench.NamesAsync("silver")).ShouldBe(["packed/a.txt.gz"]);
        plain["dataWritten"]!.GetValue<long>().ShouldBe(10_000);
        (await _bench.TextAsync("gold/plain/a.txt")).ShouldBe(new string('a', 10_000));
    }

    [Theory]
    [InlineData("", "quillon-20180211-zer/")]
    [InlineData("'formatSettings': {'type': 'BinaryReadSettings', 'compressionProperties': {'type': 'TarGZipReadSettings', 'preserveCompressionFileNameAsFolder': false}}", "")]
    public async Task An_archive_of_the_samples_is_unpacked_into_a_folder_of_its_name_unless_told_otherwise(string source, string folder)
    {
        var archive = Repository.PathOf("data-samples", "quillon-20180211-zer.tgz");
        await _bench.PutAsync("bronze/submissions/quillon-20180211-zer.tgz", await File.ReadAllBytesAsync(archive, WorkBench.Token));
        _bench.AddDataset("from", "Binary", "bronze/submissions", null, "'compression': {'type': 'TarGzip'}").AddDataset("to", "Binary", "silver/unpacked");

        var output = await _bench.CopyAsync("from", "to", source);

        var wanted = Entries(archive);
        wanted.Count.ShouldBeGreaterThan(2);
        (await _bench.NamesAsync("silver")).ShouldBe(wanted.Keys.Select(name => $"unpacked/{folder}{name}"), ignoreOrder: true);
        foreach (var (name, content) in wanted)
        {
            (await _bench.BytesAsync($"silver/unpacked/{folder}{name}")).ShouldBe(content);
        }

        output["filesRead"]!.GetValue<int>().ShouldBe(1);
        output["filesWritten"]!.GetValue<int>().ShouldBe(wanted.Count);
        output["dataRead"]!.GetValue<long>().ShouldBe(new FileInfo(archive).Length);
    }

    [Theory]
    [InlineData("", "a/")]
    [InlineData("'formatSettings': {'type': 'BinaryReadSettings', 'compressionProperties': {'type': 'ZipDeflateReadSettings', 'preserveZipFileNameAsFolder': false}}", "")]
    public async Task A_zip_of_a_web_server_is_unpacked(string source, string folder)
    {
        var zip = Zip(("x/1.txt", "one"), ("2.txt", "two"), ("x/", ""));
        await using var server = new ScriptedServer(_ => new Answer(200, zip));
        _bench.AddWebDataset("from", "Binary", new Uri(server.Address, "a.zip"), "'compression': {'type': 'ZipDeflate'}").AddDataset("to", "Binary", "silver/out");

        var output = await _bench.CopyAsync("from", "to", source);

        (await _bench.NamesAsync("silver")).ShouldBe([$"out/{folder}2.txt", $"out/{folder}x/1.txt"]);
        (await _bench.TextAsync($"silver/out/{folder}x/1.txt")).ShouldBe("one");
        output["dataRead"]!.GetValue<long>().ShouldBe(zip.Length);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("a/../../evil")]
    [InlineData("/etc/evil")]
    [InlineData("..\\evil")]
    [InlineData("c:evil")]
    public async Task An_entry_that_would_leave_the_folder_is_refused(string name)
    {
        await _bench.PutAsync("bronze/in/a.zip", Zip((name, "evil")));
        _bench.AddDataset("from", "Binary", "bronze/in", "a.zip", "'compression': {'type': 'ZipDeflate'}").AddDataset("to", "Binary", "silver/out");

        var failure = await Should.ThrowAsync<ActivityFailure>(_bench.CopyAsync("from", "to"));

        failure.Message.ShouldStartWith($"UserErrorInvalidFormat: 'bronze/in/a.zip': its entry '{name}' would leave the folder it is unpacked into");
        (await _bench.NamesAsync("silver")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_in_an_archive_is_refused()
    {
        using var tar = new MemoryStream();
        await using (var gzip = new GZipStream(tar, CompressionMode.Compress, leaveOpen: true))
        await using (var writer = new TarWriter(gzip))
        {
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "/etc/passwd" }, WorkBench.Token);
        }

        await _bench.PutAsync("bronze/in/a.tgz", tar.ToArray());
        _bench.AddDataset("from", "Binary", "bronze/in", "a.tgz", "'compression': {'type': 'TarGZip'}").AddDataset("to", "Binary", "silver/out");

        (await Should.ThrowAsync<ActivityFailure>(_bench.CopyAsync("from", "to"))).Message.ShouldContain("its entry 'link' is a SymbolicLink, which no lake can hold");
    }

    [Fact]
    public async Task A_zip_with_another_content_than_it_says_fails()
    {
        var zip = Zip(("a.txt", "some text"));
        zip[zip.AsSpan().IndexOf(Crc32.Hash("some text"u8))]++;
        zip[zip.AsSpan().LastIndexOf(Crc32.Hash("some text"u8))]++;
        await _bench.PutAsync("bronze/in/a.zip", zip);
        _bench.AddDataset("from", "Binary", "bronze/in", "a.zip", "'compression': {'type': 'ZipDeflate'}").AddDataset("to", "Binary", "silver/out");

        (await Should.ThrowAsync<ActivityFailure>(_bench.CopyAsync("from", "to"))).Message.ShouldContain("The zip says CRC-32");
        (await _bench.NamesAsync("silver")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("TarGZip", 0.7)]
    [InlineData("TarGZip", 0.999)]
    [InlineData("GZip", 0.7)]
    [InlineData("GZip", 0.999)]
    [InlineData("ZipDeflate", 0.7)]
    public async Task A_packed_file_that_is_not_whole_fails(string compression, double share)
    {
        var whole = compression == "ZipDeflate" ? Zip(("a.txt", new string('a', 1_000))) : await File.ReadAllBytesAsync(Repository.PathOf("data-samples", "quillon-20180211-zer.tgz"), WorkBench.Token);
        await _bench.PutAsync("bronze/in/a", whole[..(int)(whole.Length * share)]);
        _bench.AddDataset("from", "Binary", "bronze/in", "a", $"'compression': {{'type': '{compression}'}}").AddDataset("to", "Binary", "silver/out");

        (await Should.ThrowAsync<ActivityFailure>(_bench.CopyAsync("from", "to"))).Message.ShouldStartWith("UserErrorInvalidFormat: 'bronze/in/a' is no whole");
    }

    private static string Read(string settings) => settings.Length == 0 ? "" : $"'storeSettings': {{'type': 'AzureBlobFSReadSettings', {settings}}}";

    private static string Write(string settings) => settings.Length == 0 ? "" : $"'storeSettings': {{'type': 'AzureBlobFSWriteSettings', {settings}}}";

    private static Dictionary<string, byte[]> Entries(string archive)
    {
        using var reader = new TarReader(new GZipStream(File.OpenRead(archive), CompressionMode.Decompress));
        var entries = new Dictionary<string, byte[]>();
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
            {
                using var content = new MemoryStream();
                entry.DataStream?.CopyTo(content);
                entries[entry.Name] = content.ToArray();
            }
        }

        return entries;
    }

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var content = zip.CreateEntry(name).Open();
                content.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    private async Task PlantAsync()
    {
        await _bench.PutAsync("bronze/in/1.txt", "one..");
        await _bench.PutAsync("bronze/in/deep/2.txt", "two..");
        await _bench.PutAsync("bronze/in/deep/3.csv", "three");
        _bench.AddDataset("from", "Binary", "bronze/in").AddDataset("to", "Binary", "silver/out");
    }
}
