using VoiceLake.Lake;
using VoiceLake.Tests.Support;
using VoiceLake.Tests.Support.Accounts;

namespace VoiceLake.Cli.Tests.Commands;

public sealed class LakeCopyCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string From => _folder.PathOf("from");

    private string To => _folder.PathOf("to");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Copy_says_what_it_did_and_a_second_one_that_nothing_was_left_to_do()
    {
        await DataLake.Open(From).PutTextAsync("bronze/submissions/a.tgz", "the archive", cancellationToken: Token);

        var first = await CliProcess.RunAsync("lake", "copy", From, To);
        var second = await CliProcess.RunAsync("lake", "copy", From, To);

        first.ExitCode.ShouldBe(0, first.Error);
        first.Output.ShouldEndWith("copied 1 objects of 11 bytes, 0 were there, deleted 0, 0 failed\n");
        second.Output.ShouldBe("copied 0 objects of 0 bytes, 1 were there, deleted 0, 0 failed\n");
        (await DataLake.Open(To).HeadAsync("bronze/submissions/a.tgz", cancellationToken: Token)).ShouldBe("the archive");
    }

    [Fact]
    public async Task Sync_deletes_what_only_the_target_has_and_a_dry_run_only_says_so()
    {
        await DataLake.Open(From).PutTextAsync("bronze/a.txt", "a", cancellationToken: Token);
        await DataLake.Open(To).PutTextAsync("gold/b.txt", "b", cancellationToken: Token);

        var dry = await CliProcess.RunAsync("lake", "sync", From, To, "--dry-run");
        File.Exists(Path.Combine(To, "gold", "b.txt")).ShouldBeTrue();
        var real = await CliProcess.RunAsync("lake", "sync", From, To);

        dry.Output.ShouldBe("  copy    bronze/a.txt (1 bytes)\n  delete  gold/b.txt\nwould copy 1 objects of 1 bytes, 0 were there, would delete 1, 0 failed\n");
        real.Output.ShouldEndWith("copied 1 objects of 1 bytes, 0 were there, deleted 1, 0 failed\n");
        File.Exists(Path.Combine(To, "gold", "b.txt")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("--only", "silber/x", "voicelake: --only is 'silber/x', but a path begins with bronze, silver, gold or miscellaneous.\n")]
    [InlineData("--parallel", "0", "voicelake: --parallel is 0, but from 1 to 256 objects go at once.\n")]
    public async Task An_option_that_cannot_be_met_is_a_mistake_of_usage(string option, string value, string says)
    {
        var (exitCode, _, error) = await CliProcess.RunAsync("lake", "copy", From, To, option, value);

        (exitCode, error).ShouldBe((2, says));
    }

    [Fact]
    public async Task A_target_that_refuses_everything_is_told_in_a_few_lines_and_given_up()
    {
        for (var i = 0; i < 100; i++)
        {
            await DataLake.Open(From).PutTextAsync($"bronze/{i:00}.txt", "x", cancellationToken: Token);
        }

        await using var account = await StandInAccount.ReadingAsync();

        var (exitCode, output, error) = await CliProcess.RunAsync("lake", "copy", From, $"http://{account.Authority}/devstoreaccount1?sp=rl&sig=S3CRET", "--parallel", "1");

        exitCode.ShouldBe(1);
        var lines = error.TrimEnd().Split('\n');
        lines[..3].ShouldAllBe(line => line.Contains("refused the credential (Sas) with AuthorizationPermissionMismatch, HTTP 403. The signature does not carry the permission for this, w (write); it carries rl:", StringComparison.Ordinal));
        lines[3..].ShouldBe(["… and 5 more for the reason of 'bronze/00.txt'"]);
        output.ShouldEndWith("copied 0 objects of 0 bytes, 0 were there, deleted 0, 8 failed\n92 objects were not tried, for all before them were refused: mend that, and run it again\n");
        (output + error).ShouldNotContain("S3CRET");
    }

    [Fact]
    public async Task A_target_that_may_not_be_listed_is_a_failure_and_one_that_is_the_source_a_mistake_of_usage()
    {
        await DataLake.Open(From).PutTextAsync("bronze/a.txt", "a", cancellationToken: Token);
        await using var account = await StandInAccount.ReadingAsync(lists: false);

        var refused = await CliProcess.RunAsync("lake", "copy", From, $"http://{account.Authority}/devstoreaccount1?sp=r&sig=S3CRET");
        var itself = await CliProcess.RunAsync("lake", "copy", From, From);

        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldStartWith("voicelake: 'bronze/': ");
        refused.Error.ShouldContain("does not carry the permission for this, l (list); it carries r:");
        (itself.ExitCode, itself.Error).ShouldBe((2, $"voicelake: {new Uri(From + "/")} is both source and target: name two lakes.\n"));
    }
}
