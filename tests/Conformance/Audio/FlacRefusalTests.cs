using VoiceLake.Audio;
using VoiceLake.Tests.Audio;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Audio;

/// <summary>Damaged FLAC before the decoder and before <c>flac -t</c>: what the program refuses is refused or flagged here.</summary>
public sealed class FlacRefusalTests
{
    // Refused or flagged here although the program says nothing, each for a reason.
    private static readonly Dictionary<string, string> Stricter = new()
    {
        [AudioRules.FlacFrameNumber] = "the program counts samples and lets frames be missing where STREAMINFO gives no length",
        [AudioRules.FlacSampleCount] = "the program stops at the last sample that STREAMINFO names, inside a frame too",
        [AudioRules.FlacMd5] = "the program asks for no MD5 where it stopped before the last frame",
        [AudioRules.FlacTrailingBytes] = "the program stops at the last sample that STREAMINFO names",
        [AudioRules.FlacStartsMidStream] = "the program does not say so",
        [AudioRules.FlacId3Prefix] = "the program skips the tag without a word",
        [AudioRules.SampleRate] = "no speech is recorded below 1 kHz",
        [AudioRules.NoSamples] = "a file without a sample is no clip",
        [AudioRules.TooLong] = "the limit of AudioDecoderOptions",
    };

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<string> _wrong = [];

    [Fact]
    public void Whatever_flac_refuses_when_bytes_change_is_refused_or_flagged_here()
    {
        using var folder = new TemporaryFolder();
        var sounds = Sounds();
        var random = new Random(20_261_130);
        const int cases = 1_500;
        for (var number = 0; number < cases; number++)
        {
            Try(folder, Damaged(sounds[number % sounds.Length], number / sounds.Length % 8, random), $"case {number}");
        }

        _wrong.ShouldBeEmpty(Counts());
        TestContext.Current.TestOutputHelper?.WriteLine(Counts());
        AttackLedger.WithstoodAtRandom("audio", "FLAC with changed, cut, inserted and doubled bytes, beside flac -t", cases, "all that flac -t refuses refused or flagged; beyond that only what a list names");
    }

    [Fact]
    public void Whatever_flac_refuses_in_headers_that_lie_is_refused_or_flagged_here()
    {
        using var folder = new TemporaryFolder();
        var built = Built().ToArray();
        foreach (var (what, file) in built)
        {
            Try(folder, file, what);
        }

        _wrong.ShouldBeEmpty(Counts());
        TestContext.Current.TestOutputHelper?.WriteLine(Counts());
        AttackLedger.Withstood("audio", "FLAC whose headers lie with checksums that match, beside flac -t", built.Length, "all that flac -t refuses refused or flagged; beyond that only what a list names");
    }

    private void Try(TemporaryFolder folder, byte[] file, string what)
    {
        var path = folder.PathOf("clip.flac");
        File.WriteAllBytes(path, file);
        var (theirs, ours) = (FlacProgram.Accepts(path), Findings(file));
        var verdict = $"flac {(theirs ? "accepts" : "refuses")}, here {(ours.Length == 0 ? "accepted" : string.Join("+", ours))}";
        _counts[verdict] = _counts.GetValueOrDefault(verdict) + 1;
        if (theirs ? ours.Any(rule => !Stricter.ContainsKey(rule)) : ours.Length == 0)
        {
            _wrong.Add($"{what}: {verdict}");
        }
    }

    private string Counts() => string.Join('\n', _counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value,5} {pair.Key}"));

    private static string[] Findings(byte[] file)
    {
        try
        {
            return [.. AudioDecoder.Decode(file, "clip.flac").Notes.Select(note => note.Rule)];
        }
        catch (AudioFormatException error)
        {
            return [error.Rule];
        }
    }

    private static byte[][] Sounds()
    {
        var sounds = new List<byte[]>();
        foreach (var (bits, channels, variable) in new[] { (16, 1, false), (16, 2, false), (8, 1, false), (24, 2, true), (12, 3, false), (32, 1, false) })
        {
            var writer = new FlacWriter(bits, channels, sounds.Count, variable);
            for (var kind = 0; kind < 12; kind++)
            {
                writer.Frame(40, kind, channels == 2 && kind % 2 == 0 ? 8 + (kind % 3) : null);
            }

            sounds.Add(writer.File.ToArray());
        }

        return [.. sounds];
    }

    private static byte[] Damaged(byte[] sound, int kind, Random random)
    {
        var at = random.Next(sound.Length);
        var (start, end) = (sound[..at], sound[at..]);
        var changed = sound.ToArray();
        switch (kind)
        {
            case 0:
                changed[at] ^= (byte)(1 << random.Next(8));
                return changed;
            case 1:
                changed[random.Next(42)] = (byte)random.Next(256);
                return changed;
            case 2:
                return start;
            case 3:
                return [.. start, (byte)random.Next(256), .. end];
            case 4:
                return [.. start, .. end[Math.Min(end.Length, random.Next(1, 60))..]];
            case 5:
                return [.. sound, .. sound[random.Next(42, sound.Length)..]];
            case 6:
                var other = random.Next(42, sound.Length);
                changed[other] = changed[at];
                return changed;
            default:
                return [.. start, .. new byte[random.Next(1, 300)], .. end];
        }
    }

    private static IEnumerable<(string What, byte[] File)> Built()
    {
        long[] wave = [.. Enumerable.Range(0, 64).Select(i => (long)(9_000 * Math.Sin(i / 3.0)))];
        int[] ints = [.. wave.Select(value => (int)value)];
        foreach (var (total, md5) in new[] { (true, true), (true, false), (false, true), (false, false) })
        {
            foreach (var (what, codes) in Codes())
            {
                var file = New(total, md5).Frame([ints], bits => bits.Verbatim(wave, 16)).Frame([ints], bits => bits.Verbatim(wave, 16), codes: codes).Frame([ints], bits => bits.Verbatim(wave, 16));
                yield return ($"{what} ({(total ? "length" : "no length")}, {(md5 ? "MD5" : "no MD5")})", file.ToArray());
            }

            foreach (var (what, write) in Subframes(wave))
            {
                yield return ($"{what} ({(total ? "length" : "no length")}, {(md5 ? "MD5" : "no MD5")})", New(total, md5).Frame([ints], bits => bits.Verbatim(wave, 16)).Frame([ints], write).ToArray());
            }
        }

        foreach (var total in new long[] { 1, 63, 64, 65, 127, 129, 192, 0xF_FFFF_FFFF })
        {
            yield return ($"a length of {total} where 128 are", New(true, true).Frame([ints], bits => bits.Verbatim(wave, 16)).Frame([ints], bits => bits.Verbatim(wave, 16)).ToArray(total));
        }
    }

    private static FlacFile New(bool total, bool md5) => new() { WriteTotal = total, WriteMd5 = md5 };

    private static IEnumerable<(string What, FlacFrameCodes Codes)> Codes()
    {
        yield return ("nothing wrong", new());
        yield return ("sync code", new() { Sync = 0 });
        yield return ("reserved bit of the sync code", new() { Sync = 0b111111111111101 });
        yield return ("reserved block size", new() { BlockSize = 0 });
        yield return ("another block size than the samples", new() { BlockSize = 1 });
        yield return ("reserved sample rate", new() { Rate = 15 });
        yield return ("another sample rate", new() { Rate = 9 });
        yield return ("the same sample rate, said", new() { Rate = 5 });
        yield return ("reserved depth", new() { Size = 3 });
        yield return ("another depth", new() { Size = 1 });
        yield return ("the same depth, said", new() { Size = 4 });
        yield return ("reserved last bit", new() { Reserved = 1 });
        yield return ("checksum of the header", new() { HeaderCrcError = 1 });
        yield return ("checksum of the frame", new() { FrameCrcError = 1 });
        foreach (var number in new long[] { 0, 2, 64, 1_000_000, 0x7FFF_FFFF })
        {
            yield return ($"frame number {number}", new() { Number = number });
        }
    }

    private static IEnumerable<(string What, Action<BitWriter> Write)> Subframes(long[] wave)
    {
        foreach (var type in new[] { 2, 3, 4, 7, 13, 14, 15, 16, 24, 31, 64, 65, 127 })
        {
            yield return ($"reserved type {type}", bits => bits.Write(type, 7).Write(0, 1_100));
        }

        foreach (var wasted in new[] { 15, 16, 17, 40 })
        {
            yield return ($"{wasted} wasted bits", bits => bits.Write(1, 7).Write(1, 1).WriteUnary(wasted - 1).Write(0, 1_100));
        }

        foreach (var method in new[] { 2, 3 })
        {
            yield return ($"residual method {method}", bits => bits.Write(8, 7).Write(0, 1).Write(method, 2).Write(0, 1_100));
        }

        foreach (var order in new[] { 7, 8, 15 })
        {
            yield return ($"partition order {order}", bits => bits.Write(8, 7).Write(0, 1).Write(0, 2).Write(order, 4).Write(0, 1_100));
        }

        yield return ("predictor wider than its partition", bits => bits.Write(12, 7).Write(0, 1).Write(0, 64).Write(0, 2).Write(5, 4).Write(0, 1_100));
        yield return ("precision 16", bits => bits.Write(32, 7).Write(0, 1).Write(0, 16).Write(15, 4).Write(0, 1_100));
        yield return ("negative shift", bits => bits.Write(32, 7).Write(0, 1).Write(0, 16).Write(3, 4).Write(-1, 5).Write(0, 1_100));
        yield return ("samples past the depth", bits => bits.Fixed([.. wave.Select(value => value * 8)], 16, 0, new FlacRice(12)));
        yield return ("bits of padding that are not zero", bits => bits.Write(1, 7).Write(1, 1).WriteUnary(2).Write(-1, 64 * 13).Write(0b101, 3));
    }
}
