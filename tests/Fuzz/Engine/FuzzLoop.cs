using System.Diagnostics;
using System.Text.Json;

namespace VoiceLake.Fuzz.Engine;

/// <summary>Fuzzes one target in this process, until so many seconds of CPU time are spent; a crash or a hang is the supervisor's to see.</summary>
internal sealed class FuzzLoop
{
    /// <summary>The most bytes that one input may allocate: what its reader is told to hold of a file, and something over.</summary>
    private const long MaxAllocated = 512L << 20;

    private readonly FuzzTarget _target;
    private readonly FuzzRequest _request;
    private readonly Random _random;
    private readonly Corpus _corpus;
    private readonly CoverageMap _coverage = new();
    private readonly Execution _execution;
    private readonly HashSet<string> _found = [];
    private long _executions;

    private FuzzLoop(FuzzTarget target, FuzzRequest request)
    {
        (_target, _request) = (target, request);
        _random = new Random(request.Seed);
        _corpus = new Corpus(_random);
        _execution = Execution.Create(request.ExecutionFile, target.MaxLength);
    }

    /// <summary>Fuzzes as a request says and prints what came of it, as JSON; called from a process of its own by reflection.</summary>
    public static void Run(string request)
    {
        var asked = JsonSerializer.Deserialize<FuzzRequest>(request)!;
        var loop = new FuzzLoop(FuzzTargets.Named(asked.Target), asked);
        // The stack that a thread of the pool has: what overflows it would end a program.
        var thread = new Thread(loop.Fuzz, 1_536 * 1_024);
        thread.Start();
        thread.Join();
        loop._execution.Dispose();
        Console.WriteLine(JsonSerializer.Serialize(new FuzzCount(
            loop._executions, Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds, loop._coverage.Edges, loop._corpus.Inputs.Count)));
    }

    private void Fuzz()
    {
        byte[][] kept = [.. Corpus.Read(_request.CorpusFolder).Concat(_target.Seeds()).Where(input => input.Length <= _target.MaxLength)];
        foreach (var input in kept.Append([]))
        {
            Execute(input);
            if (_coverage.Add())
            {
                _corpus.Add(input);
            }
        }

        var mutator = new Mutator(_random, _target.Dictionary, _target.MaxLength);
        using var self = Process.GetCurrentProcess();
        for (var round = 1; round % 64 != 0 || !IsOver(self); round++)
        {
            var input = _target.Seal(mutator.Change(_corpus.Pick(), _corpus.Pick()));
            Execute(input);
            if (_coverage.Add())
            {
                _corpus.Add(input);
            }
        }

        _corpus.Write(_request.GrownFolder);
    }

    private bool IsOver(Process self)
    {
        self.Refresh();
        return self.TotalProcessorTime.TotalSeconds >= _request.CpuSeconds;
    }

    private void Execute(byte[] input)
    {
        _executions++;
        _coverage.Begin();
        var before = GC.GetAllocatedBytesForCurrentThread();
        _execution.Begin(input);
        try
        {
            _target.Run(input);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > MaxAllocated)
            {
                Report(input, "memory", $"{allocated:N0} bytes were allocated");
            }
        }
        catch (Exception error)
        {
            // One finding a place in the code: thousands of inputs may lead there.
            var place = error.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("VoiceLake", StringComparison.Ordinal))?.Trim();
            Report(input, $"{error.GetType().FullName} {place}", error.ToString());
        }

        _execution.End();
    }

    private void Report(byte[] input, string kind, string detail)
    {
        if (_found.Add(kind))
        {
            Finding.Write(_request.FindingsFolder, input, detail);
        }
    }
}

/// <summary>What a fuzzing process is asked to do.</summary>
internal sealed record FuzzRequest(string Target, double CpuSeconds, int Seed, string CorpusFolder, string GrownFolder, string FindingsFolder, string ExecutionFile);

/// <summary>What a fuzzing process has done.</summary>
internal sealed record FuzzCount(long Executions, double CpuSeconds, int Edges, int Inputs);
