using System.Text;

namespace VoiceLake.Tests.Silver.Archives;

public class ArchiveNameAttackTests
{
    private const string Refused = "the entry refused by unsafe-entry, the others kept";

    private static readonly byte[] Evil = ArchiveAttack.Clip(9);

    [Fact]
    public void Absolute_names_are_refused() => Refuses("a name that is absolute", [
        "/wav/a.wav", "//wav/a.wav", "\\wav\\a.wav", "C:/wav/a.wav", "c:\\wav\\a.wav", "C:wav/a.wav", "\\\\server\\share\\wav\\a.wav", "\\\\?\\C:\\wav\\a.wav",
        "\\\\.\\pipe\\wav\\a.wav", "%2Fwav/a.wav", "%2f%2fserver/wav/a.wav", "%5Cwav/a.wav", "%252fwav/a.wav", "\uFF0Fwav/a.wav", "\uFF3Cwav/a.wav", "C\uFF1A/wav/a.wav",
        "file:///wav/a.wav", "http://127.0.0.1/wav/a.wav", "FILE://host/wav/a.wav",
    ]);

    [Fact]
    public void Names_that_climb_out_of_the_archive_are_refused_in_every_spelling() => Refuses("a name that climbs by ..", [
        "../wav/a.wav", "../../../../wav/a.wav", "x/../../wav/a.wav", "x/y/../../../wav/a.wav", "wav/../../a.wav", "wav/..", "..", "./../wav/a.wav", ".//..//wav/a.wav",
        "..\\wav\\a.wav", "x\\..\\..\\wav\\a.wav", "wav/..\\a.wav", ".. /wav/a.wav", "..  ./wav/a.wav", "... /wav/a.wav", ".../wav/a.wav", "wav/.../a.wav",
        "%2e%2e/wav/a.wav", "%2E%2E%2Fwav/a.wav", ".%2e/wav/a.wav", "%252e%252e/wav/a.wav", "..%2fwav/a.wav", "..%5cwav/a.wav",
        "\uFF0E\uFF0E/wav/a.wav", "\u2024\u2024/wav/a.wav", "\u2025/wav/a.wav", "\u2026/wav/a.wav", "..\uFF0Fwav/a.wav",
    ]);

    [Fact]
    public void Names_with_control_characters_are_refused() => Refuses("control characters in a name", [
        "wav/a\n.wav", "wav/\ra.wav", "wav/\u001B[2Ja.wav", "wav/\ta.wav", "wav/\u0007a.wav", "wav/\u007Fa.wav", "wav/\u0085a.wav", "wav/\u009B31ma.wav", "wav/a.wav\u0001",
    ]);

    [Fact]
    public void Names_that_are_read_in_another_order_than_written_are_refused() => Refuses("a name that deceives the eye (RTL override and its like)", [
        "wav/\u202Evaw.a.wav", "wav/a\u202A.wav", "wav/a\u202B.wav", "wav/a\u202C.wav", "wav/a\u202D.wav", "wav/a\u2066.wav", "wav/a\u2067.wav", "wav/a\u2068.wav", "wav/a\u2069.wav",
        "wav/a\u2028.wav", "wav/a\u2029.wav",
    ]);

    [Fact]
    public void A_nul_ends_a_name_in_a_tar_and_refuses_it_elsewhere()
    {
        var attack = new ArchiveAttack("NUL in a name", "cut at it in a tar header as every reader does, else refused by unsafe-entry");
        attack.TryTar(new TarBytes().Add("wav/a.wav\0../../x", Evil).Clip("wav/b.wav"), "a b", "", "in a header");
        attack.TryTar(new TarBytes().LongName("wav/a.wav\0/../x").Add("x", Evil).Clip("wav/b.wav"), "a b", "", "in a long name");
        attack.TryTar(new TarBytes().Pax(TarBytes.Record("path", "wav/a.wav\0.txt")).Add("x", Evil).Clip("wav/b.wav"), "b", "unsafe-entry", "in a record");
        attack.Try(new ZipBytes(new ZipItem("wav/a.wav\0.txt", Evil), new ZipItem("wav/b.wav", Evil)).ToArray(), "b", "unsafe-entry", "in a zip");
        attack.TryTar(new TarBytes().Clip("wav/b.wav").Add("\0wav/a.wav", Evil), "b", "unsafe-entry", "at the beginning");
        attack.Withstood();
    }

    [Fact]
    public void Names_in_no_known_encoding_lose_no_clip_and_make_no_two_one()
    {
        var attack = new ArchiveAttack("names in other encodings than UTF-8", "every clip kept under a name of its own, flagged by entry-name-not-utf8");
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        (string Encoding, string Names)[] cases =
        [
            ("iso-8859-1", "Gr\u00FC\u00DFe Gr\u00F6\u00DFe"), ("windows-1252", "\u20ACuro \u0152uvre"), ("koi8-r", "\u043C\u0430\u043C\u0430 \u043F\u0430\u043F\u0430"),
            ("windows-1251", "\u043C\u0430\u043C\u0430 \u043F\u0430\u043F\u0430"), ("shift_jis", "\u8868\u793A \u30C6\u30B9\u30C8"), ("gb2312", "\u6D4B\u8BD5 \u58F0\u97F3"),
            ("euc-kr", "\uD14C\uC2A4 \uC18C\uB9AC"), ("iso-8859-7", "\u03B1\u03B2\u03B3 \u03B4\u03B5\u03B6"), ("ibm850", "\u00FC \u00E4"),
        ];
        foreach (var (encoding, names) in cases)
        {
            Distinct(attack, encoding, [.. names.Split(' ').Select(Encoding.GetEncoding(encoding).GetBytes)]);
        }

        Distinct(attack, "no encoding at all", [[0xC0, 0xAE], [0xC0, 0xAF], [0xFF], [0xFE, 0xFF], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF5, 0x80, 0x80, 0x80], [(byte)'%', 0x80], [(byte)'8', 0x80]]);
        attack.Withstood();
    }

    [Fact]
    public void Names_in_utf8_are_kept_as_they_are()
    {
        var attack = new ArchiveAttack("names in UTF-8 beyond ASCII", "kept as they are");
        foreach (var name in new[] { "Gr\u00FC\u00DFe", "Gru\u0308\u00DFe", "\u043C\u0430\u043C\u0430", "\u8868\u793A", "\u05E9\u05DC\u05D5\u05DD", "\u0645\u0631\u062D\u0628\u0627", "\U0001F3A4", "a b", "%41", "~root", "$(x)", "<script>", "CON", "a:b", "-rf", "'; drop" })
        {
            attack.TryTar(new TarBytes().Clip($"wav/{name}.wav"), name, "", name);
            attack.TryTar(new TarBytes().Pax(TarBytes.Record("path", $"wav/{name}.wav")).Clip("x"), name, "", name);
            attack.Try(new ZipBytes(new ZipItem($"wav/{name}.wav", Evil)).ToArray(), name, "", name);
        }

        attack.Withstood();
    }

    [Fact]
    public void Names_past_the_limit_are_refused_and_those_at_the_limit_kept()
    {
        var attack = new ArchiveAttack("names past the limit", Refused);
        var longest = new string('n', 1_024 - "wav/.wav".Length);
        foreach (var (name, isKept) in new[] { (longest, true), (longest + "n", false), (new string('n', 60_000), false), (string.Concat(Enumerable.Repeat("a/", 10_000)), false) })
        {
            var (clips, rules) = isKept ? ($"{name} b", "") : ("b", "unsafe-entry");
            attack.TryTar(new TarBytes().LongName($"wav/{name}.wav").Clip("x").Clip("wav/b.wav", 2), clips, rules, "GNU");
            attack.TryTar(new TarBytes().Pax(TarBytes.Record("path", $"wav/{name}.wav")).Clip("x").Clip("wav/b.wav", 2), clips, rules, "PAX");
            attack.Try(new ZipBytes(new ZipItem($"wav/{name}.wav", Evil), new ZipItem("wav/b.wav", ArchiveAttack.Clip())).ToArray(), clips, rules, "zip");
        }

        attack.Withstood();
    }

    [Fact]
    public void Of_two_entries_of_one_name_the_first_is_kept_and_the_other_named()
    {
        var attack = new ArchiveAttack("an entry twice", "the first kept, the second in quarantine under its rule");
        foreach (var other in new[] { "wav/a.wav", "./wav/a.wav", "wav//a.wav", "wav\\a.wav", "flac/a.flac", "x/wav/a.wav" })
        {
            attack.TryTar(new TarBytes().Clip("wav/a.wav", 1).Clip(other, 2), "a", "duplicate-clip", other);
            attack.Try(new ZipBytes(new ZipItem("wav/a.wav", ArchiveAttack.Clip(1)), new ZipItem(other, ArchiveAttack.Clip(2))).ToArray(), "a", "duplicate-clip", other)
                .Clips[0].NSamples.ShouldBe((ArchiveAttack.Clip(1).Length - 44) / 2);
        }

        attack.TryTar(new TarBytes().Clip("wav/a.wav", 1).Clip("wav/A.wav", 2).Clip("wav/a.WAV", 3), "a A", "duplicate-clip", "in capitals");
        var readme = Encoding.UTF8.GetBytes(ArchiveBuilder.Readme);
        attack.Try(new TarBytes().Add("etc/README", readme).Add("etc/README", "Gender: Male"u8.ToArray()).Clip("wav/a.wav").ToArray(), "a", "duplicate-text field-conflict", "a README");
        attack.Withstood();
    }

    private static void Refuses(string kind, string[] names)
    {
        var attack = new ArchiveAttack(kind, Refused);
        foreach (var name in names)
        {
            attack.TryTar(new TarBytes().Add(name, Evil).Clip("wav/b.wav"), "b", "unsafe-entry", name);
            attack.TryTar(new TarBytes().LongName(name).Add("wav/x.wav", Evil).Clip("wav/b.wav"), "b", "unsafe-entry", name);
            attack.TryTar(new TarBytes().Pax(TarBytes.Record("path", name)).Add("wav/x.wav", Evil).Clip("wav/b.wav"), "b", "unsafe-entry", name);
            attack.Try(new ZipBytes(new ZipItem(name, Evil), new ZipItem("wav/b.wav", ArchiveAttack.Clip())).ToArray(), "b", "unsafe-entry", name);
        }

        attack.Withstood();
    }

    private static void Distinct(ArchiveAttack attack, string what, byte[][] names)
    {
        var (tar, gnu, pax) = (new TarBytes(), new TarBytes(), new TarBytes());
        var items = new List<ZipItem>();
        for (var index = 0; index < names.Length; index++)
        {
            byte[] path = [.. "wav/"u8, .. names[index], .. ".wav"u8];
            tar.Add(path, ArchiveAttack.Clip(index));
            gnu.Add("././@LongLink", [.. path, 0], 'L').Clip("x", index);
            pax.Add("x", [.. Encoding.ASCII.GetBytes($"{path.Length + 9} path="), .. path, (byte)'\n'], 'x').Clip("x", index);
            items.Add(new ZipItem(path, ArchiveAttack.Clip(index)) { Flags = index % 2 * 0x800 });
        }

        foreach (var archive in new[] { tar.ToArray(), gnu.ToArray(), pax.ToArray(), new ZipBytes([.. items]).ToArray() })
        {
            using var stream = new MemoryStream(archive);
            var decoded = ArchiveAttack.Decode(stream);
            decoded.Clips.Select(clip => clip.Clip).Distinct().Count().ShouldBe(names.Length, what);
            decoded.Clips.ShouldAllBe(clip => clip.Clip.All(char.IsAscii));
            decoded.Quarantine.Count(row => row.Rule == "entry-name-not-utf8").ShouldBe(names.Length, what);
            attack.Tried();
        }
    }
}
