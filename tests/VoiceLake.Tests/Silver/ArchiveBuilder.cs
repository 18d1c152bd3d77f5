using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace VoiceLake.Tests.Silver;

/// <summary>Builds archives in memory, whole or with every defect of the corpus.</summary>
public sealed class ArchiveBuilder(string folder = "someone-20100203-abc")
{
    private readonly List<TarEntry> _entries = [];

    public const string Readme = "User Name:someone\n\nSpeaker Characteristics:\n\nGender: Female\nAge Range: Adult\nLanguage: EN\nPronunciation dialect: Irish English\n";

    public static ArchiveBuilder Whole(int clips = 3, string folder = "someone-20100203-abc")
    {
        var builder = new ArchiveBuilder(folder).Text("etc/README", Readme)
            .Text("etc/PROMPTS", string.Concat(Enumerable.Range(1, clips).Select(n => $"{folder}/mfc/a{n:0000} WORDS OF CLIP {n}\n")))
            .Text("etc/prompts-original", string.Concat(Enumerable.Range(1, clips).Select(n => $"a{n:0000} Words of clip {n}. \n")));
        for (var n = 1; n <= clips; n++)
        {
            builder.Clip($"wav/a{n:0000}.wav", Wav.Tone(0.1 + (0.01 * n)));
        }

        return builder;
    }

    public ArchiveBuilder Text(string path, string text, Encoding? encoding = null) => File(path, (encoding ?? Encoding.UTF8).GetBytes(text));

    public ArchiveBuilder Clip(string path, byte[] audio) => File(path, audio);

    public ArchiveBuilder File(string path, byte[] content)
    {
        _entries.Add(new PaxTarEntry(TarEntryType.RegularFile, Path(path)) { DataStream = new MemoryStream(content), ModificationTime = DateTimeOffset.UnixEpoch });
        return this;
    }

    public ArchiveBuilder Without(string path)
    {
        _entries.RemoveAll(entry => entry.Name == Path(path));
        return this;
    }

    public ArchiveBuilder Folder(string path)
    {
        _entries.Add(new PaxTarEntry(TarEntryType.Directory, Path(path)) { ModificationTime = DateTimeOffset.UnixEpoch });
        return this;
    }

    public ArchiveBuilder Special(TarEntryType type, string path, string? link = null)
    {
        var entry = new PaxTarEntry(type, Path(path));
        if (link is not null)
        {
            entry.LinkName = link;
        }

        _entries.Add(entry);
        return this;
    }

    public byte[] Tar()
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, leaveOpen: true))
        {
            foreach (var entry in _entries)
            {
                if (entry.DataStream is { } data)
                {
                    data.Position = 0;
                }

                tar.WriteEntry(entry);
            }
        }

        return stream.ToArray();
    }

    public byte[] Tgz() => GZip(Tar());

    public byte[] Zip(CompressionLevel level = CompressionLevel.Optimal)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in _entries)
            {
                using var target = zip.CreateEntry(entry.Name, level).Open();
                entry.DataStream!.Position = 0;
                entry.DataStream.CopyTo(target);
            }
        }

        return stream.ToArray();
    }

    public static byte[] GZip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return stream.ToArray();
    }

    // A path that starts with a bang is taken as it is: '!/etc/passwd'.
    private string Path(string path) => path.StartsWith('!') ? path[1..] : $"{folder}/{path}";
}

/// <summary>Small WAV files.</summary>
public static class Wav
{
    public static byte[] Tone(double seconds, int rate = 16_000, double amplitude = 0.5, double frequency = 220) =>
        Of([.. Enumerable.Range(0, (int)(seconds * rate)).Select(n => (short)Math.Round(amplitude * 32_767 * Math.Sin(2 * Math.PI * frequency * n / rate)))], rate);

    public static byte[] Silence(double seconds, int rate = 16_000) => Of(new short[(int)(seconds * rate)], rate);

    public static byte[] Of(short[] samples, int rate)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("RIFF"u8);
        writer.Write(36 + (samples.Length * 2));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(rate);
        writer.Write(rate * 2);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(samples.Length * 2);
        foreach (var sample in samples)
        {
            writer.Write(sample);
        }

        return stream.ToArray();
    }
}
