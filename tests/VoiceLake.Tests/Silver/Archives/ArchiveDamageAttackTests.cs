using System.IO.Compression;
using VoiceLake.Silver.Archives;

namespace VoiceLake.Tests.Silver.Archives;

public class ArchiveDamageAttackTests
{
    private static readonly TarBytes Sound = new TarBytes().Add("etc/README", "Gender: Female"u8.ToArray()).Clip("wav/a.wav", 1).Clip("wav/b.wav", 2).Add("wav", [], '5').Clip("wav/c.wav", 3);

    [Fact]
    public void An_archive_that_is_cut_at_the_bounds_of_its_blocks_keeps_what_is_whole()
    {
        var attack = new ArchiveAttack("an archive cut at and about every bound of its parts", "whole entries kept, archive-truncated; nothing accepted in part");
        var tar = Sound.ToArray();
        foreach (var place in Sound.Places.Concat(Sound.Places.Select(place => place + 512)).Append(Sound.WithoutEnd().Length).SelectMany(place => new[] { -1, 0, 1, 100, 256, 511 }, (place, step) => place + step))
        {
            // One block of zeros is an end; less is none.
            TryCut(attack, tar, Math.Clamp(place, 512, Sound.WithoutEnd().Length + 511), isPacked: false);
        }

        var zip = new ZipBytes([.. Enumerable.Range(1, 3).Select(n => new ZipItem($"wav/{"abc"[n - 1]}.wav", ArchiveAttack.Clip(n)))]).ToArray();
        foreach (var place in Bounds(zip))
        {
            TryCut(attack, zip, place, isPacked: false);
        }

        attack.Withstood();
    }

    [Fact]
    public void An_archive_that_is_cut_anywhere_keeps_what_is_whole()
    {
        var attack = new ArchiveAttack("an archive cut anywhere", "whole entries kept, archive-truncated; nothing accepted in part");
        var tgz = ArchiveBuilder.GZip(Sound.ToArray());
        for (var place = 20; place < tgz.Length; place += 7)
        {
            TryCut(attack, tgz, place, isPacked: true);
        }

        var zip = ArchiveBuilder.Whole().Zip();
        for (var place = 30; place < zip.Length; place += 31)
        {
            using var stream = new MemoryStream(zip[..place]);
            var decoded = ArchiveAttack.Decode(stream);
            decoded.Submission.Status.ShouldNotBe("good", $"{place}");
            decoded.Quarantine.ShouldContain(row => row.Scope == "archive" && (row.Rule == "archive-truncated" || row.Rule == "archive-unreadable"), $"{place}");
            attack.Tried();
        }

        attack.Withstood();
    }

    [Fact]
    public void Bytes_behind_the_end_are_flagged_and_nothing_else_is_lost()
    {
        var attack = new ArchiveAttack("rubbish behind the end", "every clip kept, archive-stray-bytes");
        var tar = Sound.ToArray();
        foreach (var rubbish in new byte[][] { [1], [.. "rubbish"u8], [.. Enumerable.Repeat((byte)'x', 512)], [.. Enumerable.Repeat((byte)'x', 100_000)], [.. "<html>"u8], [0, 0, 0, 1] })
        {
            attack.Try([.. tar, .. rubbish], "a b c", "archive-stray-bytes", "behind a tar");
            attack.Try(ArchiveBuilder.GZip([.. tar, .. rubbish]), "a b c", "archive-stray-bytes", "behind a tar in a gzip");
            attack.Try([.. ArchiveBuilder.GZip(tar), .. rubbish], "a b c", "archive-stray-bytes", "behind a gzip");
        }

        foreach (var zeros in new[] { 1, 511, 512, 10_240, 100_000 })
        {
            attack.Try([.. tar, .. new byte[zeros]], "a b c", "", "zeros behind a tar");
            attack.Try([.. ArchiveBuilder.GZip(tar), .. new byte[zeros]], "a b c", "", "zeros behind a gzip");
        }

        attack.Withstood();
    }

    [Fact]
    public void An_archive_of_nothing_is_rejected()
    {
        var attack = new ArchiveAttack("an archive of nothing", "rejected: archive-unreadable or no-audio-folder");
        attack.Try([], "", "archive-unreadable", "no bytes");
        attack.Try([0x1F], "", "archive-unreadable", "a byte");
        attack.Try([0x1F, 0x8B], "", "archive-unreadable", "two bytes of a gzip");
        attack.Try(ArchiveBuilder.GZip([]), "", "archive-unreadable", "a gzip of nothing");
        attack.Try(ArchiveBuilder.GZip(ArchiveBuilder.GZip([])), "", "archive-unreadable", "a gzip of a gzip of nothing");
        attack.Try(ArchiveBuilder.GZip(ArchiveBuilder.GZip(ArchiveBuilder.GZip(Sound.ToArray()))), "", "archive-unreadable", "three gzips");
        attack.Try(new byte[10_240], "", "archive-unreadable", "a tar of nothing");
        attack.Try(ArchiveBuilder.GZip(new byte[10_240]), "", "archive-unreadable", "a tgz of nothing");
        attack.Try(new ZipBytes().ToArray(), "", "no-audio-folder", "a zip of nothing");
        attack.Try("PK\u0003\u0004"u8.ToArray(), "", "archive-unreadable no-good-clip", "four bytes of a zip");
        attack.Try(new TarBytes().Add("x", []).ToArray(), "", "no-audio-folder", "a tar of an empty file");
        attack.Withstood();
    }

    [Fact]
    public void The_bytes_tell_the_format_and_not_the_extension()
    {
        var attack = new ArchiveAttack("a wrong extension", "an archive of another kind read, what is none rejected by archive-unreadable");
        attack.Try(Sound.ToArray(), "a b c", "", "a bare tar");
        attack.Try(new ZipBytes(new ZipItem("wav/a.wav", ArchiveAttack.Clip())).ToArray(), "a", "", "a zip");
        attack.Try(ArchiveBuilder.GZip(new ZipBytes(new ZipItem("wav/a.wav", ArchiveAttack.Clip())).ToArray()), "a", "", "a zip in a gzip");
        (string What, byte[] Bytes)[] others =
        [
            ("a page", "<!DOCTYPE html><html><body>404 Not Found</body></html>"u8.ToArray()), ("JSON", "{\"error\":\"gone\"}"u8.ToArray()), ("blanks", "   \n\n"u8.ToArray()),
            ("a WAV", ArchiveAttack.Clip()), ("a FLAC", [.. "fLaC"u8, .. new byte[600]]), ("a PNG", [0x89, .. "PNG\r\n\u001A\n"u8, .. new byte[600]]), ("a PDF", [.. "%PDF-1.7\n"u8, .. new byte[600]]),
            ("bzip2", [.. "BZh9"u8, .. new byte[600]]), ("xz", [0xFD, .. "7zXZ\0"u8, .. new byte[600]]), ("7-Zip", [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C, .. new byte[600]]), ("RAR", [.. "Rar!"u8, 0x1A, 7, 1, 0, .. new byte[600]]),
            ("zstd", [0x28, 0xB5, 0x2F, 0xFD, .. new byte[600]]), ("compress", [0x1F, 0x9D, 0x90, .. new byte[600]]), ("a program", [0x7F, .. "ELF"u8, .. new byte[600]]), ("UTF-16", [0xFF, 0xFE, .. new byte[600]]),
        ];
        foreach (var (what, bytes) in others)
        {
            attack.Try(bytes, "", "archive-unreadable", what);
            attack.Try(ArchiveBuilder.GZip(bytes), "", "archive-unreadable", what + " in a gzip");
        }

        attack.Withstood();
    }

    [Fact]
    public void Archives_in_archives_are_opened_as_deep_as_the_limit_and_named_below_it()
    {
        var attack = new ArchiveAttack("archives in archives", "opened one deep, named by archive-nested below");
        var inner = new TarBytes().Clip("wav/a.wav").ToArray();
        byte[] Wrap(string name, byte[] content) => new TarBytes().Add(name, content).ToArray();
        foreach (var (name, bytes) in new[] { ("x.tar", inner), ("x.tgz", ArchiveBuilder.GZip(inner)), ("x.tar.gz", ArchiveBuilder.GZip(inner)), ("x.zip", new ZipBytes(new ZipItem("wav/a.wav", ArchiveAttack.Clip())).ToArray()), ("x.ZIP", inner) })
        {
            attack.Try(Wrap(name, bytes), "a", "", name);
            attack.Try(Wrap("y.tar", Wrap(name, bytes)), "", "archive-nested no-audio-folder", name + " in a tar");
            attack.Try(Wrap("../" + name, bytes), "", "no-audio-folder unsafe-entry", "an unsafe name");
        }

        attack.Try(Wrap("x.tar", inner[..700]), "", "archive-truncated entry-damaged no-good-clip", "one that is cut");
        attack.Try(new TarBytes().Add("x.zip", "no zip"u8.ToArray()).Clip("wav/b.wav").ToArray(), "b", "archive-truncated", "one that is none");
        attack.Try(new TarBytes().Add("x.tar", inner[..700]).Clip("wav/b.wav").ToArray(), "b", "archive-truncated entry-damaged", "one that is cut, before a clip");
        attack.Withstood();
    }

    [Fact]
    public void A_file_where_a_folder_must_be_and_the_other_way_round_are_told_apart()
    {
        var attack = new ArchiveAttack("folders named as files and files named as folders", "no folder read as a clip, every other clip kept");
        attack.TryTar(new TarBytes().Add("wav/a.wav/", [], '5').Clip("wav/b.wav"), "b", "", "a folder named as a clip");
        attack.TryTar(new TarBytes().Add("wav/a.wav/", ArchiveAttack.Clip()).Clip("wav/b.wav"), "b", "", "a file that ends as a folder");
        attack.TryTar(new TarBytes().Add("wav", ArchiveAttack.Clip()).Clip("wav/b.wav"), "b", "", "a file named as the folder");
        attack.TryTar(new TarBytes().Add("wav/._b.wav", [1, 2]).Clip("wav/b.wav"), "b", "not-audio", "what macOS leaves beside a clip");
        attack.TryTar(new TarBytes().Add("wav/x/README", [.. "Gender: Male"u8]).Clip("wav/b.wav"), "b", "", "a README in the folder of clips");
        attack.Try(new ZipBytes(new ZipItem("wav/a.wav", []) { UnixType = 0x41ED }, new ZipItem("wav/b.wav", ArchiveAttack.Clip())).ToArray(), "b", "", "a folder in a zip");
        attack.Withstood();
    }

    [Fact]
    public void A_gzip_whose_header_lies_is_refused()
    {
        var attack = new ArchiveAttack("gzip headers that lie", "rejected by archive-unreadable, or read where nothing depends on the lie");
        var sound = ArchiveBuilder.GZip(Sound.ToArray());
        foreach (var method in new byte[] { 0, 1, 7, 9, 15, 255 })
        {
            attack.Try([.. sound[..2], method, .. sound[3..]], "", "archive-unreadable", $"method {method}");
        }

        foreach (var flag in new byte[] { 4, 8, 16 })
        {
            attack.Try([.. sound[..3], flag, .. sound[4..10], .. Enumerable.Repeat((byte)0xFF, 60_000)], "", "archive-unreadable", $"flag {flag} and a field without end");
        }

        attack.Try([.. sound[..3], 1, .. sound[4..]], "a b c", "", "text or not");
        attack.Try([.. sound[..4], 9, 9, 9, 9, 9, 9, .. sound[10..]], "a b c", "", "another time and system");
        attack.Withstood();
    }

    [Fact]
    public void Limits_that_are_set_hold_for_all_that_is_unpacked_together()
    {
        var attack = new ArchiveAttack("limits on entries, names, texts and bytes, set by options", "refused at the limit, by archive-too-large or entry-too-large");
        var tar = Sound.ToArray();
        byte[][] forms = [tar, ArchiveBuilder.GZip(tar), new TarBytes().Add("x.tgz", ArchiveBuilder.GZip(tar)).ToArray()];
        foreach (var form in forms)
        {
            attack.Try(form, "", "archive-too-large", "entries", new() { Reader = new() { MaxEntries = form == forms[2] ? 3 : 2 } });
            attack.Try(form, "", "archive-too-large", "clips", new() { Reader = new() { MaxClips = 2 } });
            attack.Try(form, "", form == forms[2] ? "entry-too-large no-audio-folder" : "entry-too-large no-good-clip", "a clip", new() { Reader = new() { MaxEntryBytes = 390 } });
        }

        attack.Try(forms[1], "a b c", "entry-too-large", "texts", new() { Reader = new() { MaxTextBytes = 10 } });
        attack.Try(
            new TarBytes().Add("etc/README", [.. "Gender: Female"u8]).Add("etc/PROMPTS", [.. "a Text"u8]).Add("etc/prompt.txt", [.. "a Text"u8]).Clip("wav/a.wav").ToArray(),
            "a", "entry-too-large", "texts together", new() { Reader = new() { MaxTextBytes = 20 } });
        attack.Withstood();
    }

    private static void TryCut(ArchiveAttack attack, byte[] archive, int length, bool isPacked)
    {
        using var stream = new MemoryStream(archive[..length]);
        var decoded = ArchiveAttack.Decode(stream);
        var names = string.Concat(decoded.Clips.Select(clip => clip.Clip[^1]));
        names.ShouldBe("abc"[..names.Length], $"{length}");
        decoded.Clips.Select((clip, n) => clip.Samples.AsSpan().SequenceEqual(ArchiveAttack.Clip(n + 1).AsSpan(44))).ShouldAllBe(same => same);
        var isWhole = names.Length == 3 && decoded.Submission.Status == "good";
        decoded.Quarantine.Any(row => row.Scope == "archive" && row.Rule is "archive-truncated" or "archive-unreadable").ShouldBe(!isWhole, $"{length}");
        isWhole.ShouldBeFalse($"{length}");
        (isPacked || names.Length > 0 || length < 2_048).ShouldBeTrue($"{length}");
        attack.Tried();
    }

    private static IEnumerable<int> Bounds(byte[] zip) =>
        Enumerable.Range(31, zip.Length - 32).Where(place => zip.AsSpan(place).StartsWith("PK"u8)).SelectMany(place => new[] { place - 1, place, place + 1, place + 4, place + 29, place + 45 }).Where(place => place < zip.Length);
}
