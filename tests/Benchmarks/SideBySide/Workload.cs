using System.Diagnostics;
using VoiceLake.Audio;
using VoiceLake.Features;

namespace VoiceLake.Benchmarks.SideBySide;

/// <summary>Something that is done with one audio file, with buffers of its own: one a thread.</summary>
internal static class Workload
{
    private static readonly Dictionary<string, Func<Action<string>>> All = new(StringComparer.Ordinal)
    {
        ["decode"] = () =>
        {
            var samples = new Samples();
            return path => samples.Read(path);
        },
        ["window81"] = () =>
        {
            var (samples, extractor) = (new Samples(), new WindowFeatureExtractor());
            return path => extractor.ExtractClip(samples.Read(path));
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

    /// <summary>The samples of one file after another, in one buffer.</summary>
    private sealed class Samples
    {
        private float[] _buffer = new float[1 << 16];

        public ReadOnlySpan<float> Read(string path)
        {
            using var reader = AudioReader.Open(path);
            var read = 0;
            while (reader.Read(_buffer.AsSpan(read)) is > 0 and var count)
            {
                read += count;
                if (read == _buffer.Length)
                {
                    Array.Resize(ref _buffer, 2 * read);
                }
            }

            return _buffer.AsSpan(0, read);
        }
    }
}
