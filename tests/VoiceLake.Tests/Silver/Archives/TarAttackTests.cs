using System.Text;

namespace VoiceLake.Tests.Silver.Archives;

public class TarAttackTests
{
    private static readonly byte[] Evil = ArchiveAttack.Clip(9);

    [Fact]
    public void Links_are_never_followed()
    {
        var attack = new ArchiveAttack("symbolic and hard links", "the entry refused by unsafe-entry, the others kept");
        foreach (var target in new[] { "/etc/passwd", "../../etc/shadow", "b.wav", "wav/b.wav", ".", "", "/dev/zero", "C:\\x", new string('x', 100) })
        {
            foreach (var type in new[] { '1', '2' })
            {
                attack.TryTar(new TarBytes().Add("wav/a.wav", [], type, header => TarBytes.Put(header, 157, target)).Clip("wav/b.wav"), "b", "unsafe-entry", target);
                attack.TryTar(new TarBytes().Add("wav", [], type, header => TarBytes.Put(header, 157, target)).Clip("wav/b.wav"), "b", "unsafe-entry", target);
                attack.TryTar(
                    new TarBytes().Add("././@LongLink", new byte[5_000], 'K').Pax(TarBytes.Record("linkpath", target)).Add("wav/a.wav", [], type).Clip("wav/b.wav"), "b", "unsafe-entry", target);
            }

            attack.Try(new ZipBytes(new ZipItem("wav/a.wav", Encoding.UTF8.GetBytes(target)) { UnixType = 0xA1FF }, new ZipItem("wav/b.wav", Evil)).ToArray(), "b", "unsafe-entry", target);
        }

        attack.TryTar(new TarBytes().Add("wav/a.wav", [], '1', header => TarBytes.Put(header, 124, "00000007777")).Clip("wav/b.wav"), "b", "unsafe-entry", "a size without content");
        attack.Withstood();
    }

    [Fact]
    public void Devices_pipes_and_unknown_types_are_never_opened()
    {
        var attack = new ArchiveAttack("devices, pipes and unknown types of entries", "the entry refused by unsafe-entry, the others kept");
        foreach (var type in "346MNQ8z\u00FF\u0001 ")
        {
            attack.TryTar(new TarBytes().Add("wav/a.wav", [], type).Clip("wav/b.wav"), "b", "unsafe-entry", $"type {(int)type}");
        }

        foreach (var type in new[] { 0x1000, 0x2000, 0x6000, 0xC000, 0xF000 })
        {
            attack.Try(new ZipBytes(new ZipItem("wav/a.wav", Evil) { UnixType = type | 0x1B6 }, new ZipItem("wav/b.wav", Evil)).ToArray(), "b", "unsafe-entry", $"Unix type {type:X4}");
        }

        attack.Withstood();
    }

    [Fact]
    public void Sparse_files_are_refused_and_what_follows_them_is_found()
    {
        var attack = new ArchiveAttack("sparse files (GNU and PAX)", "the entry refused by unsafe-entry, the others kept");
        void Sparse(byte[] header) => header[482] = 1;
        byte[] map = new byte[512], mapThatGoesOn = new byte[512];
        mapThatGoesOn[504] = 1;
        attack.TryTar(new TarBytes().Add("wav/a.wav", Evil, 'S').Clip("wav/b.wav"), "b", "unsafe-entry", "a map in the header");
        attack.TryTar(new TarBytes().Add("wav/a.wav", [], 'S', Sparse).Raw(map).Clip("wav/b.wav"), "b", "unsafe-entry", "a map of one block");
        attack.TryTar(new TarBytes().Add("wav/a.wav", [], 'S', Sparse).Raw(mapThatGoesOn).Raw(mapThatGoesOn).Raw(map).Clip("wav/b.wav"), "b", "unsafe-entry", "a map of three blocks");
        string[][] records =
        [
            [TarBytes.Record("GNU.sparse.size", "999999"), TarBytes.Record("GNU.sparse.numblocks", "1"), TarBytes.Record("GNU.sparse.offset", "0"), TarBytes.Record("GNU.sparse.numbytes", "44")],
            [TarBytes.Record("GNU.sparse.map", "0,44,1000,44"), TarBytes.Record("GNU.sparse.name", "wav/a.wav")],
            [TarBytes.Record("GNU.sparse.major", "1"), TarBytes.Record("GNU.sparse.minor", "0"), TarBytes.Record("GNU.sparse.realsize", "99999999999"), TarBytes.Record("GNU.sparse.name", "../../a.wav")],
        ];
        foreach (var record in records)
        {
            attack.TryTar(new TarBytes().Pax(record).Add("wav/a.wav", Evil).Clip("wav/b.wav"), "b", "unsafe-entry", record[0]);
        }

        attack.Try(new TarBytes().Clip("wav/b.wav").Add("wav/a.wav", [], 'S', Sparse).Raw(mapThatGoesOn).WithoutEnd(), "b", "archive-truncated", "a map without end");
        attack.Withstood();
    }

    [Fact]
    public void Long_names_of_gnu_and_posix_are_read_whole()
    {
        var attack = new ArchiveAttack("GNU and PAX long names", "read whole");
        foreach (var length in new[] { 1, 90, 91, 92, 93, 150, 247, 500, 1_000 })
        {
            var name = new string('n', length);
            attack.TryTar(new TarBytes().LongName($"wav/{name}.wav").Clip($"wav/{name}.wav"[..Math.Min(100, length)]).Clip("wav/b.wav", 2), $"{name} b", "", "GNU");
            attack.TryTar(new TarBytes().Pax(TarBytes.Record("comment", name), TarBytes.Record("path", $"wav/{name}.wav"), TarBytes.Record("mtime", "1.5")).Clip("cut").Clip("wav/b.wav", 2), $"{name} b", "", "PAX");
            attack.TryTar(new TarBytes().LongName("wav/other.wav").Pax(TarBytes.Record("path", $"wav/{name}.wav")).Clip("cut").Clip("wav/b.wav", 2), $"{name} b", "", "both");
        }

        attack.TryTar(new TarBytes().Add("a.wav", Evil, '0', header => TarBytes.Put(header, 345, new string('p', 150) + "/wav")).Clip("wav/b.wav"), "a b", "", "a prefix");
        attack.TryTar(new TarBytes().Add("g", Encoding.UTF8.GetBytes(TarBytes.Record("comment", "of all")), 'g').Clip("wav/b.wav"), "b", "", "a header for all");
        attack.TryTar(new TarBytes().Pax(TarBytes.Record("path", "wav/x.wav"), TarBytes.Record("path", "wav/y.wav")).Clip("cut").Clip("wav/b.wav", 2), "y b", "", "a record twice: the later one counts");
        attack.TryTar(new TarBytes().Pax(TarBytes.Record("path", "wav/x.wav") + "\0\0\0\0\0").Clip("cut"), "x", "", "zeros behind the records");
        attack.Withstood();
    }

    [Fact]
    public void Headers_of_a_gigabyte_before_an_entry_take_no_memory()
    {
        var attack = new ArchiveAttack("a header of 1 GB before an entry (long name, long link, PAX)", "the entry refused by unsafe-entry, under 4 MB taken, the others kept");
        foreach (var type in "LKxXg")
        {
            const long size = 1L << 30;
            byte[] header = new TarBytes().Add("x", [], type, bytes => TarBytes.Put(bytes, 124, Convert.ToString(size, 8).PadLeft(11, '0'))).WithoutEnd();
            var rest = new TarBytes().Clip("wav/a.wav").Clip("wav/b.wav", 2).ToArray();
            using var archive = new BombStream(header, size, rest);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var decoded = ArchiveAttack.Decode(archive);
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4L << 20, $"{type}");

            // A long link is of no use to anyone: the entry behind it is read.
            decoded.Clips.Select(clip => clip.Clip).ShouldBe(type == 'K' ? ["someone-20100203-abc/a", "someone-20100203-abc/b"] : ["someone-20100203-abc/b"]);
            decoded.Quarantine.Count(row => row.Rule == "unsafe-entry").ShouldBe(type == 'K' ? 0 : 1);
            attack.Tried();
        }

        attack.Withstood();
    }

    [Fact]
    public void Records_with_wrong_lengths_refuse_their_entry_alone()
    {
        var attack = new ArchiveAttack("PAX records that lie about their length", "the entry refused by unsafe-entry, the others kept");
        foreach (var record in new[]
        {
            "99 path=wav/x.wav\n", "5 path=wav/x.wav\n", "0 path=wav/x.wav\n", "-18 path=wav/x.wav\n", "18 path=wav/x.wavX", "path=wav/x.wav\n", " 18 path=wav/x.wav\n", "18path=wav/x.wav\n",
            "999999999999999999999 path=x\n", "2147483647 path=x\n", "18\n", "18", "18 \n", "3 \n", "5 =x\n", "6 abc\n", "19 path=wav/x.wav\n\0x", "0x12 path=wav/x.wav\n", "+18 path=wav/xx.wav\n",
            "18 path=wav/x.wav\nrubbish",
        })
        {
            attack.TryTar(new TarBytes().Pax(record).Clip("wav/a.wav").Clip("wav/b.wav", 2), "b", "unsafe-entry", record);
        }

        attack.Withstood();
    }

    [Fact]
    public void Sizes_that_cannot_be_lose_no_entry_before_them()
    {
        var attack = new ArchiveAttack("sizes below zero, past all bounds or no number", "what stands before kept, archive-truncated");
        byte[][] sizes =
        [
            [0xFF, .. Enumerable.Repeat<byte>(0xFF, 11)], [0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0xC0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
            [0x80, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0x80, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0xBF, .. Enumerable.Repeat<byte>(0xFF, 11)],
            [0x80, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0],
            "-0000000001\0"u8.ToArray(), "99999999999\0"u8.ToArray(), "0x000000100\0"u8.ToArray(), "1e6        \0"u8.ToArray(), "0000 000100\0"u8.ToArray(), "77777777777\0"u8.ToArray(),
            "777777777777"u8.ToArray(), "abcdefghijkl"u8.ToArray(),
        ];
        foreach (var size in sizes)
        {
            foreach (var (type, rules) in new[] { ('0', "archive-truncated"), ('L', "archive-truncated"), ('x', "archive-truncated"), ('5', "archive-truncated"), ('S', "archive-truncated unsafe-entry") })
            {
                var tar = new TarBytes().Clip("wav/b.wav").Add("etc/other", Evil, type, header => size.CopyTo(header, 124)).Clip("wav/c.wav");
                using var stream = new MemoryStream(tar.ToArray());
                var decoded = ArchiveAttack.Decode(stream);
                decoded.Clips.Select(clip => clip.Clip).ShouldBe(["someone-20100203-abc/b"], Convert.ToHexString(size));
                decoded.Submission.Status.ShouldBe("partial");
                decoded.Quarantine.Select(row => row.Rule).ShouldContain("archive-truncated");
                decoded.Quarantine.Select(row => row.Rule).Except(["no-readme", "no-prompts"]).ShouldBeSubsetOf(rules.Split(' '));
                attack.Tried();
            }
        }

        foreach (var size in new[] { "-1", "99999999999999999999", "1e3", "", "0x10", "12 ", "9223372036854775807" })
        {
            attack.TryTar(new TarBytes().Clip("wav/b.wav").Pax(TarBytes.Record("size", size)).Clip("wav/a.wav", 2).Clip("wav/c.wav", 3), "b c", "unsafe-entry", $"a record of size '{size}'");
        }

        attack.Withstood();
    }

    [Fact]
    public void Sizes_in_records_and_in_binary_are_read()
    {
        var attack = new ArchiveAttack("sizes in PAX records and base 256", "read as they are meant");
        var clip = ArchiveAttack.Clip();
        attack.TryTar(
            new TarBytes().Pax(TarBytes.Record("size", $"{clip.Length}")).Add("wav/a.wav", clip, '0', header => TarBytes.Put(header, 124, "00000000000")).Clip("wav/b.wav", 2), "a b", "", "a record over a zero");
        attack.TryTar(
            new TarBytes().Add("wav/a.wav", clip, '0', header => new byte[] { 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(clip.Length >> 8), (byte)clip.Length }.CopyTo(header, 124)).Clip("wav/b.wav", 2), "a b", "", "binary");
        attack.TryTar(new TarBytes().Add("wav/a.wav", clip, '0', header => TarBytes.Put(header, 124, Convert.ToString(clip.Length, 8).PadLeft(12, '0'))).Clip("wav/b.wav", 2), "a b", "", "twelve digits");
        attack.TryTar(new TarBytes().Add("wav/a.wav", clip, '0', header => TarBytes.Put(header, 124, Convert.ToString(clip.Length, 8).PadLeft(10) + " \0")).Clip("wav/b.wav", 2), "a b", "", "blanks");
        attack.Withstood();
    }

    [Fact]
    public void A_header_that_sums_up_to_something_else_ends_the_archive_there()
    {
        var attack = new ArchiveAttack("a tar header with a wrong sum", "what stands before kept, archive-truncated");
        foreach (var place in new[] { 0, 5, 99, 100, 124, 135, 148, 150, 156, 157, 257, 262, 345, 400, 511 })
        {
            var tar = new TarBytes().Clip("wav/b.wav").Clip("wav/c.wav", 2);
            var bytes = tar.ToArray();
            bytes[tar.Places[1] + place] ^= 0x05;
            attack.Try(bytes, "b", "archive-truncated", $"byte {place}");
            attack.Try(ArchiveBuilder.GZip(bytes), "b", "archive-truncated", $"byte {place} in a tgz");
        }

        attack.Withstood();
    }

    [Fact]
    public void Fields_that_nobody_needs_may_say_anything()
    {
        var attack = new ArchiveAttack("rubbish in modes, owners, times and devices", "not read, every clip kept");
        foreach (var (offset, length) in new[] { (100, 8), (108, 8), (116, 8), (136, 12), (265, 32), (297, 32), (329, 8), (337, 8) })
        {
            foreach (var rubbish in new byte[] { 0xFF, 0x80, (byte)'9', (byte)'x', (byte)'-' })
            {
                attack.TryTar(new TarBytes().Add("wav/a.wav", Evil, '0', header => header.AsSpan(offset, length).Fill(rubbish)).Clip("wav/b.wav"), "a b", "", $"{offset}: {rubbish:X2}");
            }
        }

        attack.Withstood();
    }

    [Fact]
    public void Tars_joined_end_to_end_are_read_to_the_last()
    {
        var attack = new ArchiveAttack("tars and gzip members joined end to end", "every entry of each kept");
        var (one, two) = (new TarBytes().Clip("wav/a.wav", 1).ToArray(), new TarBytes().Clip("wav/b.wav", 2).ToArray());
        attack.Try([.. one, .. two], "a b", "", "bare");
        attack.Try([.. one, .. new byte[20 * 512], .. two, .. new byte[9_000]], "a b", "", "with zeros between");
        attack.Try(ArchiveBuilder.GZip([.. one, .. two]), "a b", "", "in one gzip");
        attack.Try([.. ArchiveBuilder.GZip(one), .. ArchiveBuilder.GZip(two)], "a b", "", "in two members");
        attack.Try([.. ArchiveBuilder.GZip(one), .. ArchiveBuilder.GZip(two), .. new byte[99]], "a b", "", "and zeros");
        attack.Try([.. ArchiveBuilder.GZip(one[..300]), .. ArchiveBuilder.GZip(one[300..]), .. ArchiveBuilder.GZip([]), .. ArchiveBuilder.GZip(two)], "a b", "", "in members that end anywhere");
        attack.Withstood();
    }
}
