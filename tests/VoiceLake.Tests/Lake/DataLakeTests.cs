using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Lake;

public sealed class DataLakeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DataLake _lake;

    public DataLakeTests() => _lake = DataLake.Open(_folder.Path);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/data/lake", "/data/lake")]
    [InlineData("file:/data/lake", "/data/lake")]
    [InlineData("file:///data/my%20lake", "/data/my lake")]
    [InlineData("file://localhost/data/lake/", "/data/lake")]
    public void A_lake_is_named_by_a_folder_or_a_file_URI(string address, string folder)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "paths of Unix");
        ((FolderLakeStore)DataLake.Open(address).Store).Root.ShouldBe(folder);
    }

    [Theory]
    [InlineData("lake")]
    [InlineData("file:lake")]
    [InlineData("file:./lake")]
    public void A_relative_address_is_relative_to_the_working_directory(string address) =>
        ((FolderLakeStore)DataLake.Open(address).Store).Root.ShouldBe(Path.Combine(Environment.CurrentDirectory, "lake"));

    [Theory]
    [InlineData("file:~/lake", "'file:~/lake': ~ is not expanded here. Write the whole path, or file:$HOME/lake.")]
    [InlineData("~/lake", "'~/lake': ~ is not expanded here. Write the whole path, or $HOME/lake.")]
    [InlineData("file:~", "'file:~': ~ is not expanded here. Write the whole path, or file:$HOME.")]
    public void The_home_of_a_user_is_written_out(string address, string message) => Should.Throw<LakeException>(() => DataLake.Open(address)).Message.ShouldBe(message);

    [Theory]
    [InlineData("./~/lake", "~/lake")]
    [InlineData("~lake", "~lake")]
    public void A_folder_may_be_called_by_a_tilde_all_the_same(string address, string folder) =>
        ((FolderLakeStore)DataLake.Open(address).Store).Root.ShouldBe(Path.Combine(Environment.CurrentDirectory, folder));

    [Theory]
    [InlineData("abfss://account.dfs.core.windows.net/")]
    [InlineData("https://account.blob.core.windows.net?sig=secret")]
    [InlineData("HTTP://127.0.0.1:10000/devstoreaccount1")]
    public void A_lake_in_Azure_needs_the_library_for_it_beside_this_one(string address)
    {
        var missing = Should.Throw<LakeException>(() => DataLake.Open(address)).Message;

        missing.ShouldStartWith("Lakes in Azure need VoiceLake.Azure.dll beside VoiceLake.dll in '");
        missing.ShouldContain("dotnet build");
        missing.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("s3://lake?sig=secret")]
    [InlineData("wasbs://lake@account.blob.core.windows.net?sig=secret")]
    public void Other_clouds_hold_no_lake_and_the_message_says_what_does(string address)
    {
        var mistake = Should.Throw<LakeException>(() => DataLake.Open(address)).Message;

        mistake.ShouldContain("https://ACCOUNT.blob.core.windows.net");
        mistake.ShouldContain("abfss://ACCOUNT.dfs.core.windows.net");
        mistake.ShouldNotContain("secret");
    }

    [Fact]
    public void A_file_is_no_lake()
    {
        var file = _folder.PathOf("README.md");
        File.WriteAllText(file, "x");

        Should.Throw<LakeException>(() => DataLake.Open(file)).Message.ShouldBe($"'{file}' is a file, but a lake is a folder: name the folder that holds bronze, silver and gold.");
    }

    [Fact]
    public void A_host_is_refused() => Should.Throw<LakeException>(() => DataLake.Open("file://server/share")).Message.ShouldContain("'server'");

    [Theory]
    [InlineData("account.blob.core.windows.net")]
    [InlineData("account.dfs.core.windows.net?sv=1&sig=c2VjcmV0")]
    public void An_account_without_its_scheme_is_no_folder_and_its_signature_is_not_shown(string address)
    {
        var message = Should.Throw<LakeException>(() => DataLake.Open(address)).Message;

        message.ShouldContain("begin it with https://");
        message.ShouldNotContain("c2VjcmV0");
    }

    [Theory]
    [InlineData("clips")]
    [InlineData("silver.")]
    [InlineData("silver.a/b")]
    [InlineData("silver...")]
    [InlineData("lead.clips")]
    [InlineData("Silver.clips")]
    public void A_name_that_is_no_tables_is_refused(string name) => Should.Throw<LakeException>(() => _lake.Table(name)).Message.ShouldContain("silver.clips");

    [Fact]
    public async Task Texts_are_put_read_listed_and_deleted_in_one_line_each()
    {
        await _lake.PutTextAsync("miscellaneous/notes/a.txt", "first líne", cancellationToken: Cancel);
        await Should.ThrowAsync<LakeObjectExistsException>(() => _lake.PutTextAsync("miscellaneous/notes/a.txt", "second", cancellationToken: Cancel));
        await _lake.PutTextAsync("miscellaneous/notes/a.txt", "second", overwrite: true, cancellationToken: Cancel);
        await _lake.PutTextAsync("miscellaneous/notes/deep/b.txt", "b", cancellationToken: Cancel);

        (await _lake.HeadAsync("miscellaneous/notes/a.txt", 3, Cancel)).ShouldBe("sec");
        (await _lake.ListAsync("miscellaneous/notes", Cancel)).ShouldBe([new LakeEntry("miscellaneous/notes/deep/", 0, true), new LakeEntry("miscellaneous/notes/a.txt", 6, false)]);
        (await _lake.ListAsync("miscellaneous", Cancel)).ShouldBe([new LakeEntry("miscellaneous/notes/", 0, true)]);
        (await _lake.DeleteAsync("miscellaneous/notes", cancellationToken: Cancel)).ShouldBeFalse();
        (await _lake.DeleteAsync("miscellaneous/notes", recursive: true, Cancel)).ShouldBeTrue();
        (await _lake.ListAsync("miscellaneous", Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_folders_with_a_log_are_tables()
    {
        (await _lake.ListTablesAsync(Cancel)).ShouldBeEmpty();
        await _lake.Table("silver.b").OverwriteAsync(Array.Empty<Row>(), cancellationToken: Cancel);
        await _lake.Table("silver.a").AppendAsync([new Row(1)], cancellationToken: Cancel);
        await _lake.Table("bronze.z").AppendAsync([new Row(1)], cancellationToken: Cancel);
        await _lake.PutTextAsync("gold/tables/none/x.txt", "", cancellationToken: Cancel);

        (await _lake.ListTablesAsync(Cancel)).ShouldBe(["bronze.z", "silver.a", "silver.b"]);
    }

    private sealed record Row(int Id);
}
