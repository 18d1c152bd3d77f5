using System.Globalization;
using System.IO.Compression;
using System.Text;
using VoiceLake.Fuzz.Engine;
using VoiceLake.Silver.Archives;

namespace VoiceLake.Fuzz.Targets;

/// <summary>Tar, zip and gzip: whole files and findings, never an exception, and no name that leads out.</summary>
internal sealed class ArchiveTarget : FuzzTarget
{
    private const int Block = 512;
    private static readonly SubmissionReaderOptions Limits = new() { MaxEntryBytes = 8 << 20, MaxUnpackedBytes = 32 << 20, MaxEntries = 1_000 };

    public override string Name => "archive";

    public override int MaxLength => 65_536;

    public override IReadOnlyList<string> Dictionary =>
        ["ustar\0" + "00", "ustar  \0", "PK\u0003\u0004", "PK\u0001\u0002", "PK\u0005\u0006", "PK\u0006\u0006", "\x1F\x8B\x08", "../", "/etc/", "wav/", "README", "prompts-original", "././@LongLink", "30 path=", "20 size=", "0000644\0", "\0\0\0\0\0\0\0\0"];

    public override IEnumerable<byte[]> Seeds()
    {
        // Unpacked, since packed bytes hide everything from mutation; each with little sound.
        foreach (var bytes in SeedFiles.Whole("data-samples", "*.tgz"))
        {
            yield return bytes.Length <= 20_000 ? bytes : bytes[..20_000];
            var tar = new MemoryStream();
            using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            var buffer = new byte[24_000];
            tar.Write(buffer, 0, gzip.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
            yield return tar.ToArray();
        }

        yield return Zip();
    }

    public override byte[] Seal(byte[] input)
    {
        var sealedInput = input.ToArray();
        for (var at = 0; at + Block <= sealedInput.Length; at += Block)
        {
            var header = sealedInput.AsSpan(at, Block);
            if (header[257..262].SequenceEqual("ustar"u8))
            {
                header[148..156].Fill((byte)' ');
                var sum = 0;
                foreach (var value in header)
                {
                    sum += value;
                }

                Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ", header[148..156]);
            }
        }

        return sealedInput;
    }

    public override void Run(byte[] input)
    {
        var reader = new SubmissionReader(new MemoryStream(input), Limits);
        foreach (var entry in reader.Read())
        {
            Promise(entry.Path.Length > 0 && !entry.Path.StartsWith('/') && !entry.Path.Split('/', '\\').Contains(".."), $"the name '{entry.Path}' leads out of the archive");
            Promise(entry.Content.Length <= Limits.MaxEntryBytes, string.Create(CultureInfo.InvariantCulture, $"an entry has {entry.Content.Length} bytes"));
        }

        Promise(reader.IsComplete || reader.Findings.Count > 0, "an archive that was not read to its end has no finding");
        Promise(reader.Findings.All(finding => finding.Detail?.Length < 10_000), "a finding is longer than anyone reads");
    }

    private static byte[] Zip()
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, level) in new[] { ("a/wav/one.wav", CompressionLevel.NoCompression), ("a/etc/README", CompressionLevel.Optimal), ("a/etc/prompts-original", CompressionLevel.NoCompression) })
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(Encoding.ASCII.GetBytes($"{name} is the text of {name}"));
            }
        }

        return stream.ToArray();
    }
}
