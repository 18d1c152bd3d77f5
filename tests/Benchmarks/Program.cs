using System.CommandLine;
using VoiceLake.Benchmarks;
using VoiceLake.Benchmarks.Kernel;
using VoiceLake.Benchmarks.Runner;

var runs = new Option<int>("--runs") { Description = "How many times to measure; the table shows medians.", DefaultValueFactory = _ => 5 };
var output = new Option<FileInfo?>("--out") { Description = "Writes the table to this file too." };
var kernel = new Command("kernel", "Measures the Jupyter kernel through jupyter_client and nbconvert.") { runs, output };
kernel.SetAction((arguments, ct) => ShowAsync(KernelBenchmark.RunAsync, arguments, ct));
var runner = new Command("runner", "Measures what Data Factory's runner costs beside the work of its activities.") { runs, output };
runner.SetAction((arguments, ct) => ShowAsync(RunnerBenchmark.RunAsync, arguments, ct));
return await new RootCommand("VoiceLake's benchmarks. Each prints a Markdown table.") { kernel, runner }.Parse(args).InvokeAsync();

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
