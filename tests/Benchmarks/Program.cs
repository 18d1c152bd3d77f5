using System.CommandLine;
using VoiceLake.Benchmarks;
using VoiceLake.Benchmarks.Kernel;

var runs = new Option<int>("--runs") { Description = "How many times to measure; the table shows medians.", DefaultValueFactory = _ => 5 };
var output = new Option<FileInfo?>("--out") { Description = "Writes the table to this file too." };
var kernel = new Command("kernel", "Measures the Jupyter kernel through jupyter_client and nbconvert.") { runs, output };
kernel.SetAction(async (arguments, ct) =>
{
    var table = await KernelBenchmark.RunAsync(arguments.GetValue(runs), ct);
    var text = $"{table}\n\n{await Machine.DescribeAsync(ct)}\n";
    Console.Write(text);
    if (arguments.GetValue(output) is { } file)
    {
        await File.WriteAllTextAsync(file.FullName, text, ct);
    }
});
return await new RootCommand("VoiceLake's benchmarks. Each prints a Markdown table.") { kernel }.Parse(args).InvokeAsync();
