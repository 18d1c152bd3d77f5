using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using VoiceLake.Tests.Support;

namespace VoiceLake.Benchmarks.SideBySide;

/// <summary>Twenty minutes of speech: 400 clips of 3 s as WAV, as FLAC, and packed into archives as VoxForge packs them.</summary>
internal sealed class Corpus
{
    public const int Repetitions = 10;
    public const int Clips = 400;
    public const double Seconds = Clips * 3;
    private const int TwoHoursInCorpora = 6;
    private const int ClipsInArchive = 10;

    private Corpus(string folder) => Folder = folder;

    public string Folder { get; }

    public string Archives => Path.Combine(Folder, "archives");

    /// <summary>A file with the paths of all WAV files, one a line.</summary>
    public string WavList => Path.Combine(Folder, "wav.txt");

    public string FlacList => Path.Combine(Folder, "flac.txt");

    public string WavListRepeated => Path.Combine(Folder, $"wav-{Repetitions}.txt");

    public string FlacListRepeated => Path.Combine(Folder, $"flac-{Repetitions}.txt");

    /// <summary>All clips one after another, six times.</summary>
    public string TwoHours => Path.Combine(Folder, "two-hours.wav");

    /// <summary>The corpus, made where it is not there yet.</summary>
    public static async Task<Corpus> MakeAsync(CancellationToken ct)
    {
        var corpus = new Corpus(Repository.PathOf("artifacts", "benchmarks", "corpus"));
        if (File.Exists(corpus.TwoHours))
        {
            return corpus;
        }

        var (wav, flac) = (Path.Combine(corpus.Folder, "wav"), Directory.CreateDirectory(Path.Combine(corpus.Folder, "flac")).FullName);
        await RunAsync("bash", [Repository.PathOf("tests/Benchmarks/SideBySide/make-speech-corpus.sh"), wav], ct);
        var clips = Directory.GetFiles(wav, "*.wav").Order(StringComparer.Ordinal).ToList();
        await RunAsync("flac", ["--silent", "--force", $"--output-prefix={flac}/", .. clips], ct);
        await corpus.PackAsync(clips, ct);
        await WriteListsAsync(corpus.WavList, corpus.WavListRepeated, clips, ct);
        await WriteListsAsync(corpus.FlacList, corpus.FlacListRepeated, Directory.GetFiles(flac).Order(StringComparer.Ordinal).ToList(), ct);
        await RunAsync("sox", [.. Enumerable.Repeat(clips, TwoHoursInCorpora).SelectMany(list => list), corpus.TwoHours], ct);
        return corpus;
    }

    private static async Task WriteListsAsync(string once, string repeated, List<string> files, CancellationToken ct)
    {
        await File.WriteAllLinesAsync(once, files, ct);
        await File.WriteAllLinesAsync(repeated, Enumerable.Repeat(files, Repetitions).SelectMany(list => list), ct);
    }

    /// <summary>Archives of one speaker each, with README and prompts beside the clips.</summary>
    private async Task PackAsync(List<string> clips, CancellationToken ct)
    {
        Directory.CreateDirectory(Archives);
        for (var archive = 0; archive * ClipsInArchive < clips.Count; archive++)
        {
            var name = $"speaker{archive:000}-20260101-abc";
            await using var file = File.Create(Path.Combine(Archives, name + ".tgz"));
            await using var gzip = new GZipStream(file, CompressionLevel.Optimal);
            await using var tar = new TarWriter(gzip, TarEntryFormat.Ustar);
            var members = clips.Skip(archive * ClipsInArchive).Take(ClipsInArchive).ToList();
            await WriteTextAsync(tar, $"{name}/etc/README", $"User Name:speaker{archive:000}\n\nSpeaker Characteristics:\n\nGender: female\nAge Range: adult\nLanguage: EN\n", ct);
            await WriteTextAsync(tar, $"{name}/etc/PROMPTS", string.Concat(members.Select(clip => $"{name}/mfc/{Path.GetFileNameWithoutExtension(clip)} A SENTENCE\n")), ct);
            foreach (var clip in members)
            {
                await tar.WriteEntryAsync(clip, $"{name}/wav/{Path.GetFileName(clip)}", ct);
            }
        }
    }

    private static Task WriteTextAsync(TarWriter tar, string name, string text, CancellationToken ct)
        => tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) }, ct);

    private static async Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: the corpus needs espeak-ng, sox, libsox-fmt-all, flac and asterisk-core-sounds-en-wav and -fr-wav.");
        }
    }
}
