using System.Diagnostics;
using System.Globalization;
using VoiceLake.Features;

namespace VoiceLake.Benchmarks.SideBySide.Works;

/// <summary>Our works by name, and the ways of measuring one in a process of its own.</summary>
internal static class Workload
{
    // Two threads of which each works for a tenth of a second would measure how a thread starts.
    private const double LeastSeconds = 4;

    private static readonly Dictionary<string, Func<ClipWork>> All = new(StringComparer.Ordinal)
    {
        ["decode"] = () => new DecodeWork(),
        ["window81"] = () => new WindowWork(),
        ["kaldi-mfcc-deltas"] = () => Frames(new KaldiExtractor(new KaldiOptions { Families = KaldiFamilies.Mfcc | KaldiFamilies.Deltas })),
        ["librosa-mfcc-deltas"] = () => Frames(new LibrosaExtractor(new LibrosaOptions { Families = LibrosaFamilies.Mfcc | LibrosaFamilies.Deltas })),
        ["librosa"] = () => Frames(new LibrosaExtractor(new LibrosaOptions { Families = LibrosaFamilies.All & ~LibrosaFamilies.Tonnetz })),
        ["librosa-all"] = () => Frames(new LibrosaExtractor()),
        ["praat"] = () => Frames(new PitchExtractor(new PitchOptions { Methods = PitchMethods.Praat })),
        ["pyin"] = () => Frames(new PitchExtractor(new PitchOptions { Methods = PitchMethods.Pyin })),
        ["yin"] = () => Frames(new PitchExtractor(new PitchOptions { Methods = PitchMethods.Yin })),
        ["egemaps"] = () => Row(new EgemapsExtractor()),
        ["voice20"] = () => Row(new VoiceExtractor()),
    };

    /// <summary>What the files of a list cost, after a first pass that does not count: a mean of passes that take some seconds in all.</summary>
    public static CpuTime Warm(string name, string list, int threads)
    {
        var files = File.ReadAllLines(list);
        var workers = Enumerable.Range(0, threads).Select(_ => All[name]()).ToArray();
        var first = CpuTime.Of(() => Pass(files, workers));
        var passes = (int)Math.Ceiling(LeastSeconds / first.Wall);
        var all = CpuTime.Of(() => Pass([.. Enumerable.Repeat(files, passes).SelectMany(list => list)], workers));
        return new CpuTime(all.Cpu / passes, all.Wall / passes);
    }

    /// <summary>One pass through the files of a list, for a process that is measured from outside.</summary>
    public static CpuTime Once(string name, string list) => CpuTime.Of(() => Pass(File.ReadAllLines(list), [All[name]()]));

    /// <summary>Bytes that a clip takes beside its result, once the buffers have grown: the mean over the files of a list.</summary>
    public static string Allocation(string name, string list)
    {
        var files = File.ReadAllLines(list);
        var work = All[name]();
        Pass(files, [work]);
        var (before, results) = (GC.GetAllocatedBytesForCurrentThread(), files.Sum(work.Run));
        return ((GC.GetAllocatedBytesForCurrentThread() - before - results) / files.Length).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The largest working set of this process after one file, in bytes.</summary>
    public static string Peak(string name, string file)
    {
        All[name]().Run(file);
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture);
    }

    private static FeatureWork Frames(FeatureExtractor extractor) => new(extractor, FeatureOutput.Frames);

    private static FeatureWork Row(FeatureExtractor extractor) => new(extractor, FeatureOutput.Row);

    private static void Pass(string[] files, ClipWork[] workers)
    {
        var next = -1;
        void Work(ClipWork worker)
        {
            for (var file = Interlocked.Increment(ref next); file < files.Length; file = Interlocked.Increment(ref next))
            {
                worker.Run(files[file]);
            }
        }

        var helpers = workers.Skip(1).Select(worker => new Thread(() => Work(worker))).ToList();
        helpers.ForEach(thread => thread.Start());
        Work(workers[0]);
        helpers.ForEach(thread => thread.Join());
    }
}
