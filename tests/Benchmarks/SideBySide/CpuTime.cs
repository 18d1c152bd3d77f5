using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace VoiceLake.Benchmarks.SideBySide;

/// <summary>What some work cost, in seconds.</summary>
internal readonly record struct CpuTime(double Cpu, double Wall)
{
    /// <summary>What work in this process costs.</summary>
    public static CpuTime Of(Action work) => OfAsync(() =>
    {
        work();
        return Task.CompletedTask;
    }).GetAwaiter().GetResult();

    /// <inheritdoc cref="Of"/>
    public static async Task<CpuTime> OfAsync(Func<Task> work)
    {
        var (cpu, wall) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        await work();
        return new CpuTime((Environment.CpuUsage.TotalTime - cpu).TotalSeconds, Stopwatch.GetElapsedTime(wall).TotalSeconds);
    }

    /// <summary>As a worker prints it: a JSON object on the last line.</summary>
    public static CpuTime Parse(string output) => JsonSerializer.Deserialize<CpuTime>(output.TrimEnd().Split('\n')[^1], JsonSerializerOptions.Web);

    public override string ToString() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>The same for each hour of audio.</summary>
    public CpuTime PerHour(double audioSeconds) => new(Cpu * 3600 / audioSeconds, Wall * 3600 / audioSeconds);

    public static CpuTime operator +(CpuTime left, CpuTime right) => new(left.Cpu + right.Cpu, left.Wall + right.Wall);

    /// <summary>The run of median CPU time.</summary>
    public static CpuTime Median(IEnumerable<CpuTime> runs)
    {
        var sorted = runs.OrderBy(run => run.Cpu).ToList();
        return sorted[sorted.Count / 2];
    }

    /// <summary>A number with the digits that matter.</summary>
    public static string Show(double value) => value.ToString(value >= 10 ? "0" : value >= 1 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
