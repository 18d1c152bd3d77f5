using VoiceLake.DataFactory.Running.Activities;

namespace VoiceLake.DataFactory.Tests.Running.Activities;

/// <summary>The examples of Data Factory's documentation of Delete, and what may not be deleted by mistake.</summary>
public sealed class DeleteWorkTests : IDisposable
{
    private static readonly string[] Planted = ["Root/Folder_A_1/1.txt", "Root/Folder_A_1/3.csv", "Root/Folder_A_2/4.txt", "Root/Folder_A_2/5.csv", "Root/Folder_A_2/Folder_B_1/6.txt", "Root/Folder_A_2/Folder_B_1/7.csv", "Root/Folder_A_2/Folder_B_2/8.txt"];

    private readonly WorkBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("", "4.txt 5.csv")]
    [InlineData("'recursive': true", "4.txt 5.csv Folder_B_1/6.txt Folder_B_1/7.csv Folder_B_2/8.txt")]
    [InlineData("'wildcardFileName': '*.txt'", "4.txt")]
    [InlineData("'wildcardFileName': '*.txt', 'recursive': true", "4.txt Folder_B_1/6.txt Folder_B_2/8.txt")]
    [InlineData("'wildcardFolderPath': 'Root/Folder_A_?/Folder*', 'wildcardFileName': '?.csv'", "Folder_B_1/7.csv")]
    [InlineData("'wildcardFileName': '*', 'recursive': true, 'modifiedDatetimeEnd': '2000-01-01T00:00:00Z'", "")]
    public async Task Files_go_by_folder_pattern_and_time(string settings, string deleted)
    {
        foreach (var name in Planted)
        {
            await _bench.PutAsync($"bronze/{name}", name);
        }

        _bench.AddDataset("folder", "Binary", "bronze/Root/Folder_A_2");

        var output = await _bench.RunAsync(Json("folder", settings));

        var gone = deleted.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => $"Root/Folder_A_2/{name}").ToArray();
        (await _bench.NamesAsync("bronze")).ShouldBe(Planted.Except(gone), ignoreOrder: true);
        output["filesDeleted"]!.GetValue<int>().ShouldBe(gone.Length);
        output["isWildcardUsed"]!.GetValue<bool>().ShouldBe(settings.Contains("wildcard", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_file_goes_and_a_second_time_it_is_missed()
    {
        await _bench.PutAsync("bronze/x/a", "a");
        await _bench.PutAsync("bronze/x/b", "b");
        _bench.AddDataset("file", "Binary", "bronze/x", "a");

        var output = await _bench.RunAsync(Json("file", ""));
        var failure = await Should.ThrowAsync<ActivityFailure>(_bench.RunAsync(Json("file", "")));

        output["filesDeleted"]!.GetValue<int>().ShouldBe(1);
        (await _bench.NamesAsync("bronze")).ShouldBe(["x/b"]);
        failure.Message.ShouldStartWith("UserErrorFileNotFound: 'bronze/x/a' is not in the lake of linked service 'lake'");
    }

    private static string Json(string dataset, string settings) =>
        $"{{'name': 'delete', 'type': 'Delete', 'typeProperties': {{'dataset': {{'referenceName': '{dataset}', 'type': 'DatasetReference'}}, 'enableLogging': false, 'storeSettings': {{'type': 'AzureBlobFSReadSettings'{(settings.Length == 0 ? "" : ", " + settings)}}}}}}}";
}
