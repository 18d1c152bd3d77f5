using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace VoiceLake.Benchmarks.Signal;

/// <summary>BenchmarkDotNet over the kernels of Signal and Features, in this process: the build's own layout is not one that it can build again.</summary>
internal static class SignalBenchmark
{
    public static void Run(string filter)
    {
        var config = ManualConfig.CreateMinimumViable()
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance))
            .AddExporter(MarkdownExporter.GitHub)
            .WithArtifactsPath(Tests.Support.Repository.PathOf("artifacts", "benchmarks", "signal"));
        BenchmarkSwitcher.FromAssembly(typeof(SignalBenchmark).Assembly).Run(["--filter", filter], config);
    }
}
