using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace VoiceLake.Benchmarks.Signal;

/// <summary>BenchmarkDotNet over the kernels of Signal and Features, in this process: the build's own layout is not one that it can build again.</summary>
internal static class SignalBenchmark
{
    // On a noisy machine a hundred, as is usual, take minutes for each and end no nearer.
    private const int MostIterations = 20;

    public static void Run(string filter)
    {
        var config = ManualConfig.CreateMinimumViable()
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithMaxIterationCount(MostIterations))
            .AddExporter(MarkdownExporter.GitHub)
            .WithArtifactsPath(Tests.Support.Repository.PathOf("artifacts", "benchmarks", "signal"));
        BenchmarkSwitcher.FromAssembly(typeof(SignalBenchmark).Assembly).Run(["--filter", filter], config);
    }
}
