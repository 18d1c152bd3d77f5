using System.Globalization;
using System.Runtime.InteropServices;

namespace VoiceLake.Benchmarks;

/// <summary>What a figure was measured on.</summary>
internal static class Machine
{
    /// <summary>Processor, cores, memory, system, runtime, and how busy the machine was in the minute before.</summary>
    public static async Task<string> DescribeAsync(CancellationToken ct)
    {
        var model = (await File.ReadAllLinesAsync("/proc/cpuinfo", ct)).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        var load = (await File.ReadAllTextAsync("/proc/loadavg", ct)).Split(' ')[0];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{model ?? "An unnamed processor"}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB; {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}; load at the end {load}.");
    }
}
