using System.CommandLine;
using System.Globalization;
using VoiceLake.Fuzz.Engine;
using VoiceLake.Tests.Support;

const int Found = 3;
var corpora = Path.Combine(Repository.Root, "tests", "Fuzz", "corpora");
var work = Path.Combine(Repository.Root, "artifacts", "fuzz");
var targets = new Argument<string[]>("targets") { Description = "Which targets; none means all.", Arity = ArgumentArity.ZeroOrMore };
return await new RootCommand("Fuzzes every reader of what strangers wrote, guided by coverage.") { List(), Run(), Replay(), Keep(), Child() }.Parse(args).InvokeAsync();

Command List()
{
    var command = new Command("list", "Names the targets.");
    command.SetAction(_ => Console.WriteLine(string.Join('\n', FuzzTargets.All.Select(target => target.Name))));
    return command;
}

Command Run()
{
    var seconds = new Option<double>("--seconds") { Description = "Seconds of CPU time for each target.", DefaultValueFactory = _ => 30 };
    var jobs = new Option<int>("--jobs") { Description = "How many targets at once.", DefaultValueFactory = _ => Environment.ProcessorCount };
    var seed = new Option<int>("--seed") { Description = "The seed of what is random.", DefaultValueFactory = _ => 1 };
    var output = new Option<FileInfo?>("--out") { Description = "Writes the table to this file too." };
    var command = new Command("run", "Fuzzes targets, beginning with their kept corpora, and prints a table; exit 3 where a promise was broken.") { targets, seconds, jobs, seed, output };
    command.SetAction(async (arguments, ct) =>
    {
        var supervisor = new Supervisor(work, corpora);
        InstrumentedContext.Prepare(supervisor.InstrumentedFolder);
        var chosen = Chosen(arguments.GetValue(targets)!);
        var results = new FuzzResult[chosen.Count];
        await Parallel.ForAsync(0, chosen.Count, new ParallelOptions { MaxDegreeOfParallelism = arguments.GetValue(jobs), CancellationToken = ct }, async (index, token) =>
        {
            results[index] = await supervisor.RunAsync(chosen[index], arguments.GetValue(seconds), arguments.GetValue(seed), token);
            Console.Error.WriteLine($"{chosen[index]}: {results[index].Count.Executions:N0} executions, {results[index].Findings.Count} findings");
        });
        var table = Table(results);
        Console.WriteLine(table);
        if (arguments.GetValue(output) is { } file)
        {
            await File.WriteAllTextAsync(file.FullName, table + "\n", ct);
        }

        return results.Any(result => result.Findings.Count > 0) ? Found : 0;
    });
    return command;
}

Command Replay()
{
    var name = new Argument<string>("target");
    var files = new Argument<FileInfo[]>("files") { Arity = ArgumentArity.OneOrMore };
    var command = new Command("replay", "Runs a target on files, without instrumentation: what a finding leads to is seen, or debugged.") { name, files };
    command.SetAction(arguments =>
    {
        foreach (var file in arguments.GetValue(files)!)
        {
            FuzzTargets.Named(arguments.GetValue(name)!).Run(File.ReadAllBytes(file.FullName));
            Console.WriteLine($"{file}: as promised");
        }
    });
    return command;
}

Command Keep()
{
    var command = new Command("keep", "Puts what the last run found worth keeping into the corpora: the smallest inputs that together take all its branches.") { targets };
    command.SetAction(arguments =>
    {
        foreach (var target in Chosen(arguments.GetValue(targets)!))
        {
            var request = new FuzzRequest(target, 0, 1, Path.Combine(corpora, target), Path.Combine(work, target, "grown"), Path.Combine(work, target, "findings"), Path.Combine(work, target, "execution"));
            Console.WriteLine($"{target}: {InstrumentedCall(Path.Combine(work, "instrumented"), typeof(CorpusKeeper), nameof(CorpusKeeper.Keep), System.Text.Json.JsonSerializer.Serialize(request))}");
        }
    });
    return command;
}

Command Child()
{
    var folder = new Argument<string>("instrumented");
    var request = new Argument<string>("request");
    var command = new Command("child", "One process of a run.") { folder, request };
    command.Hidden = true;
    command.SetAction(arguments => InstrumentedCall(arguments.GetValue(folder)!, typeof(FuzzLoop), nameof(FuzzLoop.Run), arguments.GetValue(request)!));
    return command;
}

// In the instrumented copies, a copy of this program runs beside this one.
object? InstrumentedCall(string folder, Type type, string method, string request)
{
    InstrumentedContext.Prepare(folder);
    var copy = new InstrumentedContext(folder).LoadFromAssemblyPath(type.Assembly.Location).GetType(type.FullName!)!;
    return copy.GetMethod(method)!.Invoke(null, [request]);
}

IReadOnlyList<string> Chosen(string[] names) => names.Length == 0 ? [.. FuzzTargets.All.Select(target => target.Name)] : [.. names.Select(name => FuzzTargets.Named(name).Name)];

static string Table(IEnumerable<FuzzResult> results) => string.Join('\n',
[
    "| target | executions | CPU minutes | executions a CPU second | branches | inputs | findings | seed |",
    "|---|---:|---:|---:|---:|---:|---:|---:|",
    .. results.Select(result => string.Create(CultureInfo.InvariantCulture,
        $"| {result.Target} | {result.Count.Executions:N0} | {result.Count.CpuSeconds / 60:F1} | {result.Count.Executions / result.Count.CpuSeconds:N0} | {result.Count.Edges:N0} | {result.Count.Inputs:N0} | {result.Findings.Count} | {result.Seed} |")),
    .. results.SelectMany(result => result.Findings).Select(finding => $"\n{finding}"),
]);
