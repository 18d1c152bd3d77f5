using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Cli.Tests.Commands;

public sealed class LakeCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Tables_are_listed_with_their_rows()
    {
        await MakeAsync();

        var run = await CliProcess.RunAsync("lake", "tables", "--lake", _folder.Path);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.Split('\n').Single(line => line.Contains("gold.notes")).Split(' ', StringSplitOptions.RemoveEmptyEntries)[..4].ShouldBe(["gold.notes", "1", "2", "3"]);
    }

    [Fact]
    public async Task A_manifest_is_written_without_copying_anything()
    {
        var run = await CliProcess.RunAsync("lake", "manifest", Repository.PathOf("data-samples"), "--lake", _folder.Path);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("archives in 1 page;");
        run.Output.ShouldEndWith("manifests/data-samples/pages.json\n");
        File.Exists(_folder.PathOf("miscellaneous", "manifests", "data-samples", "page-0001.json")).ShouldBeTrue();
        Directory.Exists(_folder.PathOf("bronze", "submissions")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_table_is_shown_as_CSV_in_full()
    {
        await MakeAsync();

        var run = await CliProcess.RunAsync("lake", "show", "gold.notes", "--lake", $"file:{_folder.Path}", "--csv");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldBe("name,value,tags,raw\r\n\"a, \"\"b\"\"\",0.1,\"[\"\"x\"\",\"\"\"\"]\",AQI=\r\n\"\",,[],\r\nlast,1E+300,,\r\n");
    }

    [Fact]
    public async Task An_older_version_and_a_limit_are_obeyed()
    {
        await MakeAsync();

        var older = await CliProcess.RunAsync("lake", "show", "gold.notes", "--lake", _folder.Path, "--csv", "--version", "0");
        var first = await CliProcess.RunAsync("lake", "show", "gold.notes", "--lake", _folder.Path, "--csv", "--limit", "1");
        var screen = await CliProcess.RunAsync("lake", "show", "gold.notes", "--lake", _folder.Path, "--limit", "1");

        older.Output.Split("\r\n").Length.ShouldBe(4);
        first.Output.Split("\r\n").Length.ShouldBe(3);
        screen.Output.ShouldContain("<2 bytes>");
        screen.Output.ShouldNotContain("last");
    }

    [Fact]
    public async Task Chosen_columns_are_shown_in_their_order()
    {
        await MakeAsync();

        var csv = await CliProcess.RunAsync("lake", "show", "gold.notes", "--lake", _folder.Path, "--csv", "--columns", "value,name");
        var screen = await CliProcess.RunAsync("lake", "show", "gold.notes", "--lake", _folder.Path, "--columns", "tags, name");
        var unknown = await CliProcess.RunAsync("lake", "show", "gold.notes", "--lake", _folder.Path, "--columns", "nmae");

        csv.Output.ShouldStartWith("value,name\r\n0.1,");
        screen.Output.Split('\n').Single(line => line.Contains("name")).Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["tags", "name"]);
        (unknown.ExitCode, unknown.Error.Trim()).ShouldBe((2, "voicelake: gold.notes has no column 'nmae'; there are: name, value, tags, raw"));
    }

    [Fact]
    public async Task A_wide_table_is_cut_to_120_characters_and_says_what_it_leaves_out()
    {
        var names = Enumerable.Range(0, 30).Select(i => $"column_{i:D2}").ToList();
        var frame = new Microsoft.Data.Analysis.DataFrame(names.Select(name => new Microsoft.Data.Analysis.StringDataFrameColumn(name, [new string('x', 60)])));
        await DataLake.Open(_folder.Path).Table("gold.wide").AppendAsync(frame, cancellationToken: TestContext.Current.CancellationToken);

        var run = await CliProcess.RunAsync("lake", "show", "gold.wide", "--lake", _folder.Path);
        var few = await CliProcess.RunAsync("lake", "show", "gold.wide", "--lake", _folder.Path, "--columns", "column_00,column_29");

        var lines = run.Output.Split('\n');
        lines.ShouldAllBe(line => line.TrimEnd().Length <= 120);
        var shown = names.Count(name => run.Output.Contains(name));
        shown.ShouldBeInRange(5, 12);
        lines.ShouldContain($"{30 - shown} more columns: choose some with --columns a,b, or take all with --csv.");
        few.Output.ShouldContain(new string('x', 39) + "…");
        few.Output.ShouldContain("column_29");
    }

    [Fact]
    public async Task The_help_of_the_group_shows_its_own_examples()
    {
        var run = await CliProcess.RunAsync("lake", "--help");

        run.Output.ShouldContain("voicelake lake tables --lake file:lake");
        run.Output.ShouldNotContain("voicelake run");
    }

    [Fact]
    public async Task The_history_names_the_runs()
    {
        await MakeAsync();

        var run = await CliProcess.RunAsync("lake", "history", "gold.notes", "--lake", _folder.Path);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("run-two");
    }

    [Theory]
    [InlineData("lake", "tables", "--help")]
    [InlineData("lake", "show", "--help")]
    [InlineData("lake", "history", "--help")]
    public async Task Help_has_an_example(params string[] arguments)
    {
        var run = await CliProcess.RunAsync(arguments);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain($"voicelake {arguments[0]} {arguments[1]} ");
        run.Output.ShouldContain("xample");
    }

    [Theory]
    [InlineData(2, "lake", "show", "--lake", "FOLDER")]
    [InlineData(2, "lake", "show", "clips", "--lake", "FOLDER")]
    [InlineData(2, "lake", "show", "gold.notes", "--lake", "FOLDER", "--limit", "many")]
    [InlineData(2, "lake", "tables", "--lake", "abfss://lake@account.dfs.core.windows.net/")]
    [InlineData(2, "lake", "nothing")]
    [InlineData(1, "lake", "show", "gold.nothing", "--lake", "FOLDER")]
    [InlineData(1, "lake", "history", "gold.nothing", "--lake", "FOLDER")]
    [InlineData(1, "lake", "show", "gold.notes", "--lake", "FOLDER", "--version", "9")]
    public async Task Mistakes_are_told_in_one_line_on_stderr(int exitCode, params string[] arguments)
    {
        await MakeAsync();

        var run = await CliProcess.RunAsync([.. arguments.Select(argument => argument.Replace("FOLDER", _folder.Path, StringComparison.Ordinal))]);

        run.ExitCode.ShouldBe(exitCode, run.Error);
        run.Error.TrimEnd().ShouldNotContain("\n");
        run.Error.ShouldStartWith("voicelake: ");
        run.Output.ShouldBeEmpty();
    }

    private async Task MakeAsync()
    {
        var table = DataLake.Open(_folder.Path).Table("gold.notes");
        await table.AppendAsync([new Note("a, \"b\"", 0.1, ["x", ""], [1, 2]), new Note("", null, [], null)], cancellationToken: TestContext.Current.CancellationToken);
        await table.AppendAsync([new Note("last", 1e300, null, null)], new TableWriteOptions { RunId = "run-two" }, TestContext.Current.CancellationToken);
    }

    private sealed record Note(string Name, double? Value, string[]? Tags, byte[]? Raw);
}
