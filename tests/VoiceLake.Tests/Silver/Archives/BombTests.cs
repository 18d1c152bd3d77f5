using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Silver.Archives;

public sealed class BombTests : IDisposable
{
    private const double MostSeconds = 5;
    private const double MostMegabytes = 200;
    private const long Clip = 400L << 20;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Kinds => [.. All.Keys];

    // Each is made where it is needed: together they would take the memory that they must not take.
    private static Dictionary<string, (Func<byte[]> Archive, string Rule)> All { get; } = new()
    {
        ["10 GB in one clip of a tgz"] = (() => Bombs.GZip(Bombs.Header("wav/a.wav", Bombs.TenGigabytes), Bombs.TenGigabytes), "archive-too-large"),
        ["10 GB in clips of 400 MB in a tgz"] = (() => Bombs.GZip(Bombs.Header("wav/a.wav", Clip), Bombs.TenGigabytes), "archive-too-large"),
        ["10 GB behind the end of a tgz"] = (() => Bombs.GZip(new TarBytes().Clip("wav/a.wav").ToArray(), Bombs.TenGigabytes), "archive-too-large"),
        ["10 GB in a gzip in a gzip"] = (() => ArchiveBuilder.GZip(Bombs.GZip(Bombs.Header("wav/a.wav", Bombs.TenGigabytes), Bombs.TenGigabytes)), "archive-too-large"),
        ["10 GB in one clip of a zip"] = (() => Bombs.Zip(1, Bombs.Deflate([], Bombs.TenGigabytes), Bombs.TenGigabytes, uint.MaxValue), "entry-too-large"),
        ["10 GB in a clip of a zip that says 400 MB"] = (() => Bombs.Zip(1, Bombs.Deflate([], Bombs.TenGigabytes), 0, (uint)Clip), "archive-too-large"),
        ["10 GB in clips of 400 MB in a zip"] = (() => Bombs.Zip(25, Bombs.Deflate([], Clip), 0, (uint)Clip), "archive-too-large"),
        ["10 GB in 1,000 zips in a tgz"] = (() => Bombs.Tar(1_000, n => $"{n}.zip", Bombs.Zip(1, Bombs.Deflate([], 10 << 20), 0, 10 << 20)), "archive-too-large"),
        ["10 GB in a zip in a tgz"] = (() => Bombs.Tar(1, _ => "x.zip", Bombs.Zip(25, Bombs.Deflate([], Clip), 0, (uint)Clip)), "archive-too-large"),
        ["10 GB in a zip in a gzip"] = (() => ArchiveBuilder.GZip(Bombs.Zip(25, Bombs.Deflate([], Clip), 0, (uint)Clip)), "archive-too-large"),
        ["10 GB of silence in eight FLAC clips of a tgz"] = (() => Bombs.Tar(8, n => $"wav/{n}.flac", Bombs.Flac(10_000)), "audio-too-long"),
        ["1,000,000 empty files in a tgz"] = (() => Bombs.Tar(1_000_000, n => $"x/{n}.txt", []), "archive-too-large"),
        ["1,000,000 empty clips in a tgz"] = (() => Bombs.Tar(1_000_000, n => $"wav/{n}.wav", []), "archive-too-large"),
        ["1,000,000 clips of one sample in a tgz"] = (() => Bombs.Tar(1_000_000, n => $"wav/{n}.wav", Wav.Of([1], 16_000)), "archive-too-large"),
        ["1,000,000 unsafe names in a tgz"] = (() => Bombs.Tar(1_000_000, n => $"../{n}.wav", []), "archive-too-large"),
        ["1,000,000 folders in a tgz"] = (() => Bombs.Tar(1_000_000, n => $"wav/{n}/", [], '5'), "archive-too-large"),
        ["1,000,000 entries in a zip"] = (() => Bombs.Zip(1_000_000, [3, 0], 0, 0), "archive-too-large"),
        ["folders 10,000 deep in a tgz"] = (Deep, "unsafe-entry"),
        ["archives 10,000 deep in each other"] = (Nested, "archive-nested"),
        ["a prompt file of 2,000,000 lines"] = (() => new TarBytes().Add("etc/PROMPTS", [.. Enumerable.Repeat("a\n"u8.ToArray(), 2_000_000).SelectMany(line => line)]).Clip("wav/a.wav").ToArray(), "prompt-unreadable"),
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_bomb_is_refused_in_five_seconds_and_200_megabytes(string kind)
    {
        var (archive, rule) = All[kind];

        var result = await BombProcess.RunAsync(_folder, archive());

        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: {result}");
        result.Findings.ShouldContainKey(rule);
        result.CpuSeconds.ShouldBeLessThan(MostSeconds, $"{result}");
        result.PeakMegabytes.ShouldBeLessThan(MostMegabytes, $"{result}");
        AttackLedger.Withstood("archive", $"a bomb: {kind}", 1, $"refused by {rule} in under 5 s of CPU and 200 MB");
    }

    [Fact]
    public void An_archive_of_as_many_entries_as_the_limit_is_read_and_of_one_more_refused()
    {
        var attack = new ArchiveAttack("100,000 entries, and one more", "100,000 pass, 100,001 are refused by archive-too-large");
        attack.Try(Bombs.Tar(100_000, n => $"x/{n}.txt", []), "", "no-audio-folder", "files in a tgz");
        attack.Try(Bombs.Tar(100_001, n => $"x/{n}.txt", []), "", "archive-too-large", "files in a tgz");
        attack.Try(Bombs.Tar(100_000, n => $"wav/{n}/", [], '5'), "", "no-good-clip", "folders in a tgz");
        attack.Try(Bombs.Tar(100_001, n => $"wav/{n}/", [], '5'), "", "archive-too-large", "folders in a tgz");

        attack.Try(Bombs.Zip(100_001, [3, 0], 0, 0), "", "archive-too-large", "zip");
        attack.Try(Bombs.Zip(100_000, [3, 0], 0, 0), "", "audio-empty no-good-clip", "zip", new() { Reader = new() { MaxClips = 100_000 } });
        attack.Withstood();
    }

    private static byte[] Deep()
    {
        var tar = new TarBytes();
        for (var depth = 1; depth <= 10_000; depth += 9)
        {
            tar.LongName(string.Concat(Enumerable.Repeat("d/", depth)) + "wav/a.wav").Clip("x");
        }

        return ArchiveBuilder.GZip(tar.ToArray());
    }

    private static byte[] Nested()
    {
        // Each archive is a header and the next archive, so that all headers stand before the one clip.
        const int deep = 10_000;
        var inner = new TarBytes().Clip("wav/a.wav").ToArray();
        using var archive = new MemoryStream();
        for (var depth = deep; depth > 0; depth--)
        {
            archive.Write(Bombs.Header("x.tar", inner.Length + (512L * (depth - 1))));
        }

        archive.Write(inner);
        return ArchiveBuilder.GZip([.. archive.ToArray(), .. new byte[1_024]]);
    }
}
