namespace VoiceLake.Cli.Tests.Commands;

public sealed class AzureCommandTests
{
    [Fact]
    public async Task Azure_check_of_a_lake_that_is_no_lake_in_Azure_says_what_to_write()
    {
        var (exitCode, _, error) = await CliProcess.RunAsync("azure", "check", "--lake", "abfss://silver@speech.dfs.core.windows.net");

        exitCode.ShouldBe(2);
        error.ShouldContain("names the container 'silver', but a lake is the whole account");
    }
}
