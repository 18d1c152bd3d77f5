using System.Diagnostics;
using VoiceLake.Audio;
using VoiceLake.Features;

namespace VoiceLake.Benchmarks.SideBySide;

/// <summary>Something that is done with one audio file, with buffers of its own: one a thread.</summary>
internal static class Workload
{
    private static readonly Dictionary<string, Func<Action<string>>> All = new(StringComparer.Ordinal)
    {
        ["decode"] = () => path => Decode(path),
        ["window81"] = () =>
        {
            var extractor = new WindowFeatureExtractor();
            return path => extractor.ExtractClip(Decode(path));
        },
    };

    /// <summary>Works through the files of a list and gives what it cost; with <paramref name="warmUp"/> after a first pass that does not count.</summary>
    public static CpuTime Run(string name, string list, int threads, bool warmUp)
    {
        var files = File.ReadAllLines(list);
        var workers = Enumerable.Range(0, threads).Select(_ => All[name]()).ToArray();
        if (warmUp)
        {
            Pass(files, workers);
        }

        var (cpu, wall) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        Pass(files, workers);
        return new CpuTime((Environment.CpuUsage.TotalTime - cpu).TotalSeconds, Stopwatch.GetElapsedTime(wall).TotalSeconds);
    }

    private static void Pass(string[] files, Action<string>[] workers)
    {
        var next = -1;
        void Work(Action<string> worker)
        {
            for (var file = Interlocked.Increment(ref next); file < files.Length; file = Interlocked.Increment(ref next))
            {
                worker(files[file]);
            }
        }

        var helpers = workers.Skip(1).Select(worker => new Thread(() => Work(worker))).ToList();
        helpers.ForEach(thread => thread.Start());
        Work(workers[0]);
        helpers.ForEach(thread => thread.Join());
    }

    private static float[] Decode(string path) => AudioDecoder.Decode(File.ReadAllBytes(path), path).Channels[0];
}
