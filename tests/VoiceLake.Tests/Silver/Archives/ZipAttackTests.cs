using System.Text;

namespace VoiceLake.Tests.Silver.Archives;

public class ZipAttackTests
{
    private static readonly ZipItem A = new("wav/a.wav", ArchiveAttack.Clip(1));
    private static readonly ZipItem B = new("wav/b.wav", ArchiveAttack.Clip(2));
    private static readonly ZipItem C = new("wav/c.wav", ArchiveAttack.Clip(3)) { Method = 8 };

    [Fact]
    public void A_sound_zip_is_read_in_every_form()
    {
        var attack = new ArchiveAttack("zip64, comments and fields of every kind", "every clip kept");
        var extra = new byte[28];
        extra[0] = 1;
        extra[2] = 24;
        BitConverter.GetBytes((long)A.Content.Length).CopyTo(extra, 4);
        BitConverter.GetBytes((long)A.Content.Length).CopyTo(extra, 12);
        attack.Try(new ZipBytes(A, B, C).ToArray(), "a b c", "", "plain");
        attack.Try(new ZipBytes(A, B, C) { IsWide = true }.ToArray(), "a b c", "", "wide numbers of the directory");
        attack.Try(Wide(A, extra, B), "a b", "", "wide numbers of an entry");
        attack.Try(new ZipBytes(A, B, C) { Comment = new byte[65_535] }.ToArray(), "a b c", "", "the longest comment");
        attack.Try(new ZipBytes(A, B, C) { Comment = [.. "PK\u0005\u0006"u8, .. new byte[18]] }.ToArray(), "a b c", "", "an end of a directory in the comment");
        attack.Try(new ZipBytes(A, B, C) { Comment = [.. Enumerable.Repeat("PK\u0005\u0006"u8.ToArray(), 1_000).SelectMany(end => end)] }.ToArray(), "a b c", "", "a thousand ends in the comment");
        attack.Try(new ZipBytes(A, B, C) { Comment = [.. "PK\u0005\u0006"u8, .. new byte[30]] }.ToArray(), "a b c", "", "another end in the comment");
        attack.Try(new ZipBytes(A with { Extra = [9, 9, 4, 0, 1, 2, 3, 4] }, B with { Extra = [1, 0, 255, 255] }, C).ToArray(), "a b c", "", "extra fields, one of which is cut");
        attack.Try(new ZipBytes(A, new ZipItem("wav/", []), B).ToArray(), "a b", "", "a folder");
        attack.Try(new ZipBytes(A, new ZipItem("wav\\", []), B with { Name = "wav\\b.wav"u8.ToArray() }).ToArray(), "a b", "", "backslashes");
        attack.Withstood();
    }

    [Fact]
    public void Entries_that_overlap_are_rejected_each()
    {
        var attack = new ArchiveAttack("zip entries that overlap", "each that reaches into another rejected by entry-damaged, the others kept");
        attack.Try(new ZipBytes(A, B with { Place = 0 }, C).ToArray(), "c", "entry-damaged", "two at one place");
        attack.Try(new ZipBytes(A with { Packed = 500 }, B, C).ToArray(), "b c", "entry-damaged", "one into the next");
        attack.Try(new ZipBytes(A, B, C with { Packed = 5_000 }).ToArray(), "a b", "entry-damaged", "the last into the directory");
        attack.Try(new ZipBytes(A with { Packed = 1_000_000_000 }, B, C).ToArray(), "b c", "entry-damaged", "one past the end");
        var quoted = new ZipBytes([.. Enumerable.Range(0, 50).Select(n => new ZipItem($"wav/{n:00}.wav", ArchiveAttack.Clip(n)) { Packed = 100_000 })]).ToArray();
        attack.Try(quoted, "", "entry-damaged no-good-clip", "each into all that follow");
        attack.Withstood();
    }

    [Fact]
    public void A_header_that_says_otherwise_than_the_directory_rejects_its_entry()
    {
        var attack = new ArchiveAttack("zip headers that contradict the directory", "the entry rejected by entry-damaged, the others kept");
        foreach (var name in new[] { "wav/x.wav", "../a.wav", "", "wav/a.wa", "wav/a.wav/", "WAV/A.WAV", new string('n', 60_000) })
        {
            attack.Try(new ZipBytes(A with { LocalName = Encoding.UTF8.GetBytes(name) }, B, C).ToArray(), "b c", name.Length > 99 ? "archive-stray-bytes entry-damaged" : "entry-damaged", name);
        }

        attack.Try(new ZipBytes(A with { LocalMethod = 8 }, B).ToArray(), "b", "entry-damaged", "another method");
        var broken = new ZipBytes(A, B).ToArray();
        broken[broken.AsSpan(4).IndexOf("PK\u0003\u0004"u8) + 4] = (byte)'X';
        attack.Try(broken, "a", "entry-damaged", "no header where the directory says");
        attack.Withstood();
    }

    [Fact]
    public void A_directory_that_lies_loses_nothing_silently()
    {
        var attack = new ArchiveAttack("a zip directory that lies or is lost", "entries kept by the headers before them, archive-truncated; or hidden bytes flagged by archive-stray-bytes");
        var items = new[] { A, B, C };
        foreach (var count in new[] { 0, 2, 4, 1_000, 65_535 })
        {
            attack.Try(new ZipBytes(items) { Count = count }.ToArray(), "a b c", "archive-truncated", $"it says {count} entries");
        }

        foreach (var place in new uint[] { 0, 1, 100, 100_000, 0xFFFF_FFFE })
        {
            attack.Try(new ZipBytes(items) { DirectoryPlace = place }.ToArray(), "a b c", "archive-truncated", $"it says it begins at {place}");
        }

        foreach (var length in new uint[] { 0, 1, 46, 100, 170, 100_000, 0xFFFF_FFFE })
        {
            attack.Try(new ZipBytes(items) { DirectoryLength = length }.ToArray(), "a b c", "archive-truncated", $"it says it has {length} bytes");
        }

        var hidden = new ZipItem("wav/hidden.wav", Wav.Tone(0.5));
        attack.Try(new ZipBytes(A, hidden with { IsListed = false }, B).ToArray(), "a b", "archive-stray-bytes", "an entry that is not listed");
        attack.Try(new ZipBytes(hidden with { IsListed = false }, B).ToArray(), "b", "archive-stray-bytes", "the first is not listed");
        attack.Try(new ZipBytes(A, B, hidden with { IsListed = false }).ToArray(), "a b", "archive-stray-bytes", "the last is not listed");
        attack.Try(new ZipBytes(A, B) { BeforeDirectory = new byte[10_000] }.ToArray(), "a b", "archive-stray-bytes", "bytes before the directory");
        attack.Try([.. new ZipBytes(A, B).ToArray(), .. "rubbish"u8], "a b", "archive-stray-bytes", "bytes behind it");
        attack.Try([.. new ZipBytes(A, B).ToArray(), .. new byte[100]], "a b", "", "zeros behind it");
        attack.Try([.. new ZipBytes(A).ToArray(), .. new ZipBytes(B).ToArray()], "a", "archive-truncated", "two zips joined");
        attack.Try([.. new ZipBytes(A, B).ToArray(), .. Enumerable.Repeat((byte)'x', 70_000)], "a b", "archive-truncated", "too many bytes behind it");
        attack.Try(new ZipBytes(A, B with { Place = 100_000_000 }).ToArray(), "a", "entry-damaged", "a place past the end");
        attack.Withstood();
    }

    [Fact]
    public void Encrypted_entries_and_unknown_methods_are_named()
    {
        var attack = new ArchiveAttack("encrypted zip entries and unknown methods", "the entry rejected by entry-packing, the others kept");
        foreach (var flags in new[] { 0x801, 0x841, 0x2801, 1 })
        {
            attack.Try(new ZipBytes(A with { Flags = flags }, B, C).ToArray(), "b c", "entry-packing", $"flags {flags:X}");
        }

        foreach (var method in Enumerable.Range(1, 99).Except([8]).Append(65_535))
        {
            attack.Try(new ZipBytes(A with { Method = method }, B, C).ToArray(), "b c", "entry-packing", $"method {method}");
        }

        attack.Withstood();
    }

    [Fact]
    public void Wrong_checksums_and_lengths_reject_their_entry()
    {
        var attack = new ArchiveAttack("zip checksums and lengths that lie", "the entry rejected by entry-checksum, entry-damaged or entry-too-large, the others kept");
        foreach (var method in new[] { 0, 8 })
        {
            var item = A with { Method = method };
            attack.Try(new ZipBytes(item with { Checksum = 0 }, B).ToArray(), "b", "entry-checksum", "another checksum");
            attack.Try(new ZipBytes(item with { Checksum = uint.MaxValue }, B).ToArray(), "b", "entry-checksum", "another checksum");
            foreach (var length in new uint[] { 0, 1, 44, (uint)A.Content.Length - 1, (uint)A.Content.Length + 1, 5_000, 400_000_000 })
            {
                attack.Try(new ZipBytes(item with { Length = length }, B).ToArray(), "b", "entry-damaged", $"{length} bytes of content");
            }

            attack.Try(new ZipBytes(item with { Length = 0xFFFF_FFFE }, B).ToArray(), "b", "entry-too-large", "4 GB of content");
            attack.Try(new ZipBytes(item with { Packed = 0 }, B).ToArray(), "b", "entry-damaged", "nothing packed");
            attack.Try(new ZipBytes(item with { Packed = 10 }, B).ToArray(), "b", "entry-damaged", "too little packed");
        }

        // The checksum of a beginning does not make the beginning the whole.
        var start = A.Content[..100];
        attack.Try(new ZipBytes(A with { Length = 100, Checksum = System.IO.Hashing.Crc32.HashToUInt32(start) }, B).ToArray(), "b", "entry-damaged", "a checksum of the beginning");
        attack.Withstood();
    }

    [Fact]
    public void Sizes_past_all_bounds_are_refused()
    {
        var attack = new ArchiveAttack("zip64 numbers past all bounds", "refused or read by the headers before the entries, never followed");
        foreach (var number in new[] { -1L, long.MinValue, long.MaxValue, long.MaxValue - 100, 1L << 62 })
        {
            byte[] extra = [1, 0, 24, 0, .. BitConverter.GetBytes(number), .. BitConverter.GetBytes(number), .. BitConverter.GetBytes(number)];
            attack.Try(Wide(A, extra, B), "a b", "archive-truncated", $"{number}");
        }

        foreach (var number in new[] { 1L << 40, 1L << 59 })
        {
            byte[] extra = [1, 0, 24, 0, .. BitConverter.GetBytes((long)A.Content.Length), .. BitConverter.GetBytes(number), .. BitConverter.GetBytes(0L)];
            attack.Try(Wide(A, extra, B), "b", "entry-damaged", $"{number} bytes packed");
        }

        attack.Withstood();
    }

    [Fact]
    public void A_place_behind_the_archive_is_refused_and_the_other_entries_are_kept()
    {
        var attack = new ArchiveAttack("zip entries said to begin behind the archive", "refused by name, the others kept");
        foreach (var place in new[] { 0xFFFF_FFF0u, 0x8000_0000u, 1_000_000u })
        {
            attack.Try(new ZipBytes(A with { Place = place }, B).ToArray(), "b", "archive-stray-bytes entry-damaged", $"at {place}");
        }

        attack.Withstood();
    }

    // In the directory alone: the header before the entry keeps the short numbers.
    private static byte[] Wide(ZipItem item, byte[] extra, ZipItem other)
    {
        var bytes = new ZipBytes(item with { Extra = extra }, other).ToArray();
        var record = bytes.AsSpan().IndexOf("PK\u0001\u0002"u8);
        bytes.AsSpan(record + 20, 8).Fill(0xFF);
        return bytes;
    }
}
