using VoiceLake.Notebooks.Hosting;
using VoiceLake.Tests.Support;

namespace VoiceLake.Cli.Tests;

public class NotebookLibraryTests
{
    private static readonly string Library = Repository.PathOf("artifacts", "lib", "VoiceLake.dll");

    [Fact]
    public async Task A_notebook_gets_the_library_it_names_and_not_the_copy_beside_the_command()
    {
        var beside = Path.Combine(Path.GetDirectoryName(typeof(NotebookProcess).Assembly.Location)!, "VoiceLake.dll");
        File.Exists(beside).ShouldBeTrue("the command's folder holds a copy: that is what makes this test worth having");
        var outputs = await RunAsync($"#r \"{Library}\"\ntypeof(VoiceLake.Lake.DataLake).Assembly.Location");
        Text(outputs).ShouldBe(Library);
    }

    [Fact]
    public async Task Without_a_reference_a_notebook_knows_nothing_of_the_library()
    {
        var outputs = await RunAsync("System.Reflection.Assembly.Load(\"VoiceLake\")");
        outputs[^1].ShouldBeOfType<ErrorOutput>().Name.ShouldBe("System.IO.FileNotFoundException");
    }

    [Fact]
    public async Task Native_libraries_and_data_frames_come_from_the_librarys_folder()
    {
        var outputs = await RunAsync($$"""
            #r "{{Library}}"
            using Microsoft.Data.Analysis;
            var plot = new ScottPlot.Plot();
            plot.Add.Signal(new double[] { 1, 2, 3 });
            Console.Write(plot.GetImage(40, 30).GetImageBytes().Length > 100);
            new DataFrame(new StringDataFrameColumn("clip", new[] { "<a>", "b" }), new DoubleDataFrameColumn("hz", new[] { 110.5, 220 }))
            """);
        outputs[0].ShouldBe(new StreamOutput("stdout", "True"));
        Text(outputs).ShouldBe("index | clip |    hz\n------+------+------\n    0 | <a>  | 110.5\n    1 | b    |   220");
        var html = (string)outputs.OfType<ResultOutput>().Single().Data["text/html"]!;
        html.ShouldContain("&lt;a&gt;");
        html.ShouldContain(">double</small>");
    }

    private static string? Text(IEnumerable<CellOutput> outputs) => (string?)outputs.OfType<ResultOutput>().Single().Data["text/plain"];

    private static async Task<List<CellOutput>> RunAsync(string code)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var process = await NotebookProcess.StartAsync(new NotebookProcessOptions(), ct);
        var outputs = new List<CellOutput>();
        await process.ExecuteAsync(code, new CellInfo(1), outputs.Add, ct);
        return outputs;
    }
}
