using VoiceLake.Notebooks.Hosting;

namespace VoiceLake.Notebooks.Tests.Support;

/// <summary>A notebook's process for one test, and all its cells gave.</summary>
public sealed class Notebook : IAsyncDisposable
{
    private readonly NotebookProcess _process;
    private int _cells;

    private Notebook(NotebookProcess process) => _process = process;

    public NotebookProcess Process => _process;

    public static async Task<Notebook> StartAsync(string? path = null, string? workingDirectory = null, Func<InputRequest, CancellationToken, Task<string?>>? input = null, IReadOnlyDictionary<string, string>? environment = null) =>
        new(await NotebookProcess.StartAsync(
            new NotebookProcessOptions
            {
                NotebookPath = path,
                WorkingDirectory = workingDirectory ?? Environment.CurrentDirectory,
                Input = input,
                Environment = environment ?? new Dictionary<string, string>(),
            },
            TestContext.Current.CancellationToken));

    /// <summary>Runs the next cell; its number counts from 1.</summary>
    public async Task<CellRecord> RunAsync(string code, CancellationToken? ct = null, Action<CellOutput>? onOutput = null)
    {
        var outputs = new List<CellOutput>();
        var result = await _process.ExecuteAsync(
            code.ReplaceLineEndings("\n"),
            new CellInfo(++_cells),
            output =>
            {
                outputs.Add(output);
                onOutput?.Invoke(output);
            },
            ct ?? TestContext.Current.CancellationToken);
        return new CellRecord(result, outputs);
    }

    /// <summary>Runs a cell that must succeed.</summary>
    public async Task<CellRecord> PassAsync(string code)
    {
        var record = await RunAsync(code);
        record.Result.Error?.Traceback.ShouldBeEmpty($"the cell was meant to pass: {code}");
        return record;
    }

    /// <summary>Runs a cell that must fail.</summary>
    public async Task<ErrorOutput> FailAsync(string code)
    {
        var record = await RunAsync(code);
        record.Result.Succeeded.ShouldBeFalse($"the cell was meant to fail: {code}");
        record.Outputs[^1].ShouldBe(record.Result.Error);
        return record.Result.Error!;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}

/// <summary>What a cell gave.</summary>
public sealed record CellRecord(CellResult Result, IReadOnlyList<CellOutput> Outputs)
{
    /// <summary>All written to the console.</summary>
    public string Stdout => Stream("stdout");

    /// <summary>All written to the error stream.</summary>
    public string Stderr => Stream("stderr");

    /// <summary>The text of the trailing expression; null when there is none.</summary>
    public string? Text => (string?)Outputs.OfType<ResultOutput>().SingleOrDefault()?.Data["text/plain"];

    /// <summary>The displays.</summary>
    public IReadOnlyList<DisplayOutput> Displays => [.. Outputs.OfType<DisplayOutput>()];

    private string Stream(string name) => string.Concat(Outputs.OfType<StreamOutput>().Where(s => s.Name == name).Select(s => s.Text));
}
