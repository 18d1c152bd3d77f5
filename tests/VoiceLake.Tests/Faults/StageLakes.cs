using VoiceLake.Lake;
using VoiceLake.Tests.Silver;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Faults;

/// <summary>The tests that share one set of lakes, which takes seconds to make; they run one after another, so that each has the machine to itself.</summary>
[CollectionDefinition(Name)]
public sealed class SharedStageLakes : ICollectionFixture<StageLakes>
{
    public const string Name = "Stage lakes";
}

/// <summary>A small corpus, and the lake as it stands before and after each stage when nothing goes wrong.</summary>
public sealed class StageLakes : IAsyncLifetime
{
    private const int Archives = 4;
    private readonly TemporaryFolder _folder = new();
    private int _copies;

    /// <summary>The folder of archives.</summary>
    public string Source => _folder.PathOf("corpus");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Source);
        foreach (var n in Enumerable.Range(0, Archives))
        {
            var name = $"user{n}-20100203-abc";
            var archive = ArchiveBuilder.Whole(1 + (n % 2), name).Clip("wav/z.wav", n == 1 ? [] : Wav.Tone(0.4));
            await File.WriteAllBytesAsync(Path.Combine(Source, name + ".tgz"), archive.Tgz());
        }

        Directory.CreateDirectory(LakeBefore("bronze"));
        foreach (var stage in StageRun.Names)
        {
            CopyFolder(LakeBefore(stage), LakeAfter(stage));
            await StageRun.RunAsync(stage, DataLake.Open(LakeAfter(stage)), Source);
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The lake after a stage that nothing disturbed.</summary>
    public string LakeAfter(string stage) => _folder.PathOf("after-" + stage);

    /// <summary>A lake of its own that lacks one stage.</summary>
    public string NewLakeBefore(string stage)
    {
        var copy = _folder.PathOf($"copy-{Interlocked.Increment(ref _copies)}");
        CopyFolder(LakeBefore(stage), copy);
        return copy;
    }

    /// <summary>Makes a folder like another.</summary>
    public static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <summary>The files of a lake that wait to become objects.</summary>
    public static IReadOnlyList<string> Unfinished(string lake) =>
        Directory.Exists(Path.Combine(lake, ".voicelake")) ? Directory.GetFiles(Path.Combine(lake, ".voicelake"), "*", SearchOption.AllDirectories) : [];

    private string LakeBefore(string stage) => stage switch
    {
        "bronze" => _folder.PathOf("empty"),
        "silver" => LakeAfter("bronze"),
        _ => LakeAfter("silver"),
    };
}
