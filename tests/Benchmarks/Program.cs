using System.CommandLine;
using System.Globalization;
using VoiceLake.Benchmarks;
using VoiceLake.Benchmarks.Kernel;
using VoiceLake.Benchmarks.Runner;
using VoiceLake.Benchmarks.SideBySide;
using VoiceLake.Benchmarks.SideBySide.Works;
using VoiceLake.Benchmarks.Signal;
using VoiceLake.Benchmarks.Telemetry;
using VoiceLake.Benchmarks.Upload;

var runs = new Option<int>("--runs") { Description = "How many times to measure; the table shows medians.", DefaultValueFactory = _ => 5 };
var output = new Option<FileInfo?>("--out") { Description = "Writes the table to this file too." };
return await new RootCommand("VoiceLake's benchmarks. Each prints a Markdown table.")
{
    Table("kernel", "Measures the Jupyter kernel through jupyter_client and nbconvert.", KernelBenchmark.RunAsync),
    Table("runner", "Measures what Data Factory's runner costs beside the work of its activities.", RunnerBenchmark.RunAsync),
    Table("side-by-side", "Measures decoding and features beside the field's libraries and programs.", SideBySideBenchmark.RunAsync),
    Table("telemetry", "Measures what spans and metrics cost, heard and unheard.", TelemetryBenchmark.RunAsync),
    Table("azure-upload", "Measures uploads to Azurite beside AzCopy.", UploadBenchmark.RunAsync),
    Signal(),
    Work(),
}.Parse(args).InvokeAsync();

Command Table(string name, string description, Func<int, CancellationToken, Task<string>> measure)
{
    var command = new Command(name, description) { runs, output };
    command.SetAction((arguments, ct) => ShowAsync(measure, arguments, ct));
    return command;
}

Command Signal()
{
    var filter = new Option<string>("--filter") { Description = "Which benchmarks, such as *Fft*.", DefaultValueFactory = _ => "*" };
    var command = new Command("signal", "Measures the kernels of Signal and Features with BenchmarkDotNet, beside MathNet and FFTW.") { filter };
    command.SetAction(arguments => SignalBenchmark.Run(arguments.GetValue(filter)!));
    return command;
}

Command Work() => new("work", "One piece of work of another benchmark.")
{
    Kind("warm", arguments => Workload.Warm(arguments[0], arguments[1], int.Parse(arguments[2], CultureInfo.InvariantCulture)).ToString()),
    Kind("once", arguments => Workload.Once(arguments[0], arguments[1]).ToString()),
    Kind("allocation", arguments => Workload.Allocation(arguments[0], arguments[1])),
    Kind("peak", arguments => Workload.Peak(arguments[0], arguments[1])),
    Kind("silver", arguments => SilverWork.TimeAsync(arguments[0], arguments[1], CancellationToken.None).GetAwaiter().GetResult().ToString()),
    Kind("upload", arguments => $"{UploadWork.PutAsync(arguments[0], arguments[1], CancellationToken.None).GetAwaiter().GetResult()}"),
    Kind("duckdb", arguments => SilverWork.TimeDuckDbAsync(arguments[0], CancellationToken.None).GetAwaiter().GetResult().ToString()),
};

Command Kind(string name, Func<string[], string> work)
{
    var rest = new Argument<string[]>("arguments");
    var command = new Command(name) { rest };
    command.SetAction(arguments => Console.WriteLine(work(arguments.GetValue(rest)!)));
    return command;
}

async Task ShowAsync(Func<int, CancellationToken, Task<string>> measure, ParseResult arguments, CancellationToken ct)
{
    var table = await measure(arguments.GetValue(runs), ct);
    var text = $"{table}\n\n{await Machine.DescribeAsync(ct)}\n";
    Console.Write(text);
    if (arguments.GetValue(output) is { } file)
    {
        await File.WriteAllTextAsync(file.FullName, text, ct);
    }
}
