using VoiceLake.DataFactory.Running.Activities;

namespace VoiceLake.DataFactory.Tests.Running.Activities;

public sealed class ValidationWorkTests : IDisposable
{
    private readonly SteppedTime _time = new();
    private readonly WorkBench _bench;

    public ValidationWorkTests() => _bench = new WorkBench(_time);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task It_waits_until_the_file_is_there_and_large_enough()
    {
        _bench.AddDataset("file", "Binary", "bronze/x", "a");
        _time.OnWait = async number => await _bench.PutAsync("bronze/x/a", new string('x', number * 10));

        var output = await _bench.RunAsync(Json("file", "'sleep': 20, 'minimumSize': 25"));

        output["size"]!.GetValue<long>().ShouldBe(30);
        output["exists"]!.GetValue<bool>().ShouldBeTrue();
        _time.Waits.ShouldBe([TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20)]);
    }

    [Theory]
    [InlineData("a", "'minimumSize': 25", "has 1 bytes of at least 25 after 00:01:00")]
    [InlineData("none", "", "is not there after 00:01:00")]
    [InlineData(null, "'childItems': false", "is not empty after 00:01:00")]
    public async Task It_fails_at_its_time_out_and_says_what_is_lacking(string? file, string more, string message)
    {
        await _bench.PutAsync("bronze/x/a", "x");
        _bench.AddDataset("data", "Binary", "bronze/x", file);

        var failure = await Should.ThrowAsync<ActivityFailure>(_bench.RunAsync(Json("data", $"'timeout': '0.00:01:00', 'sleep': 45{(more.Length == 0 ? "" : ", " + more)}")));

        failure.ErrorCode.ShouldBe("ValidationTimeout");
        failure.Message.ShouldContain(message);
        _time.Waits.ShouldBe([TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(15)]);
    }

    [Theory]
    [InlineData("bronze/x", "", 1)]
    [InlineData("bronze/x", "'childItems': true", 1)]
    [InlineData("bronze/empty", "'childItems': false", null)]
    public async Task A_folder_is_looked_into(string folder, string more, int? items)
    {
        await _bench.PutAsync("bronze/x/a", "x");
        _bench.AddDataset("folder", "Binary", folder);

        var output = await _bench.RunAsync(Json("folder", more));

        (output["childItems"]?.AsArray().Count).ShouldBe(items);
        _time.Waits.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_size_is_for_files_alone()
    {
        _bench.AddDataset("folder", "Binary", "bronze/x");

        (await Should.ThrowAsync<ActivityFailure>(_bench.RunAsync(Json("folder", "'minimumSize': 1")))).Message
            .ShouldBe("UserErrorInvalidProperty: wait: minimumSize is for a file, and the dataset names a folder: leave it out.");
    }

    private static string Json(string dataset, string more) =>
        $"{{'name': 'wait', 'type': 'Validation', 'typeProperties': {{'dataset': {{'referenceName': '{dataset}', 'type': 'DatasetReference'}}{(more.Length == 0 ? "" : ", " + more)}}}}}";
}
