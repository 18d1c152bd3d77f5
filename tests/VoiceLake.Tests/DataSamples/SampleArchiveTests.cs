using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace VoiceLake.Tests.DataSamples;

public class SampleArchiveTests
{
    private static readonly string Folder = SampleIndex.Folder;

    private static readonly IReadOnlyList<SampleArchive> Index = SampleIndex.All;

    public static TheoryData<string> Files => [.. Index.Select(archive => archive.File)];

    [Fact]
    public void The_index_and_the_registry_name_every_archive_and_nothing_else()
    {
        var archives = Directory.GetFiles(Folder, "*.tgz").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();

        Index.Select(archive => archive.File).Order(StringComparer.Ordinal).ShouldBe(archives);
        Registry().Keys.Order(StringComparer.Ordinal).ShouldBe(archives);
    }

    [Fact]
    public void There_are_at_least_14_archives_in_at_most_3_megabytes()
    {
        Index.Count.ShouldBeGreaterThanOrEqualTo(14);
        Index.Sum(archive => new FileInfo(Path.Combine(Folder, archive.File)).Length).ShouldBeLessThanOrEqualTo(3_000_000);
    }

    [Fact]
    public void Women_and_men_speak_several_languages_and_some_speak_twice()
    {
        var named = Index.Where(archive => archive.User != "anonymous").GroupBy(archive => archive.User).ToArray();

        named.Length.ShouldBeGreaterThanOrEqualTo(8);
        named.Count(group => group.Count() == 2).ShouldBeGreaterThanOrEqualTo(2);
        Index.Count(archive => archive.User == "anonymous").ShouldBe(2);
        Index.Where(archive => archive.Gender == "female").DistinctBy(archive => archive.User).Count().ShouldBeGreaterThanOrEqualTo(4);
        Index.Where(archive => archive.Gender == "male").DistinctBy(archive => archive.User).Count().ShouldBeGreaterThanOrEqualTo(4);
        Index.Select(archive => archive.Language).OfType<string>().Distinct().Count().ShouldBeGreaterThanOrEqualTo(5);
    }

    [Fact]
    public void Each_defect_stands_alone_in_an_archive_of_its_own()
    {
        Index.ShouldAllBe(archive => archive.Defects.Count <= 1);
        Index.SelectMany(archive => archive.Defects).Order(StringComparer.Ordinal).ShouldBe(
        [
            "archive-truncated", "audio-empty", "clip-without-prompt", "gender-unknown",
            "no-audio-folder", "no-readme", "silent-clip", "text-not-utf8",
        ]);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void An_archive_has_the_checksum_of_the_registry(string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, file));

        Convert.ToHexStringLower(SHA256.HashData(bytes)).ShouldBe(Registry()[file]);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void An_archive_holds_one_folder_of_its_name_with_as_many_clips_as_the_index_says(string file)
    {
        var archive = Index.Single(archive => archive.File == file);
        var entries = Read(Path.Combine(Folder, file));
        var clips = entries.Count(entry => entry.Name.EndsWith(".wav", StringComparison.Ordinal) || entry.Name.EndsWith(".flac", StringComparison.Ordinal));
        var unreadable = archive.Defects.Contains("audio-empty") ? 1 : 0;

        entries.ShouldAllBe(entry => entry.Name.StartsWith(Path.GetFileNameWithoutExtension(file) + "/", StringComparison.Ordinal));
        entries.Any(entry => entry.Name.EndsWith("/etc/README", StringComparison.Ordinal)).ShouldBe(!archive.Defects.Contains("no-readme"));
        clips.ShouldBe(archive.Clips + unreadable);
    }

    private static Dictionary<string, string> Registry() => File.ReadLines(Path.Combine(Folder, "registry.txt"))
        .Select(line => line.Split("  ", 2))
        .ToDictionary(parts => parts[1], parts => parts[0]);

    /// <summary>The regular files that lie in the archive whole.</summary>
    private static List<(string Name, long Length)> Read(string path)
    {
        using var unpacked = new MemoryStream();
        using (var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress))
        {
            try
            {
                gzip.CopyTo(unpacked);
            }
            catch (InvalidDataException)
            {
                path.ShouldContain("-cut.tgz");
            }
        }

        unpacked.Position = 0;
        using var tar = new TarReader(unpacked);
        var entries = new List<(string, long)>();
        while (unpacked.Position < unpacked.Length && Next(tar) is { } entry && entry.DataOffset + entry.Length <= unpacked.Length)
        {
            if (entry.EntryType is TarEntryType.RegularFile)
            {
                entries.Add((entry.Name, entry.Length));
            }
        }

        return entries;
    }

    private static TarEntry? Next(TarReader tar)
    {
        try
        {
            return tar.GetNextEntry();
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }
}
