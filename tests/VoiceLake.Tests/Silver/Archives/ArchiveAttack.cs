using VoiceLake.Bronze;
using VoiceLake.Silver;
using VoiceLake.Silver.Casting;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Silver.Archives;

/// <summary>One kind of attack on archives: tries each case through silver's decoder and writes the kind down once all were withstood.</summary>
internal sealed class ArchiveAttack(string kind, string result)
{
    private static readonly string[] OfTexts = ["no-readme", "no-prompts"];
    private int _cases;

    /// <summary>A sound clip, which differs from every other.</summary>
    public static byte[] Clip(int number = 1) => Wav.Tone(0.01 + (0.001 * number));

    /// <summary>What silver makes of an archive.</summary>
    public static DecodedSubmission Decode(Stream archive, SilverOptions? options = null)
    {
        const string name = "someone-20100203-abc.tgz";
        var source = new BronzeSubmission(name, "samples:x", 0, null, null, "0", DateTimeOffset.UnixEpoch, "bronze");
        return SubmissionDecoder.Decode(archive, source, SubmissionName.Parse(name), options, "run", TestContext.Current.CancellationToken);
    }

    /// <summary>Decodes an archive and holds the names of its clips and the rules of its findings against what they must be.</summary>
    /// <param name="archive">Its bytes.</param>
    /// <param name="clips">Names in the order of the archive, with blanks between.</param>
    /// <param name="rules">In the order of the alphabet, each once; those on missing texts are left out.</param>
    /// <param name="what">The case in words.</param>
    /// <param name="options">Limits; null takes the defaults.</param>
    public DecodedSubmission Try(byte[] archive, string clips, string rules, string what, SilverOptions? options = null)
    {
        using var stream = new MemoryStream(archive);
        var decoded = Decode(stream, options);
        string.Join(' ', decoded.Clips.Select(clip => clip.Clip["someone-20100203-abc/".Length..])).ShouldBe(clips, what);
        string.Join(' ', decoded.Quarantine.Select(row => row.Rule).Except(OfTexts).Distinct().Order(StringComparer.Ordinal)).ShouldBe(rules, what);
        decoded.Quarantine.ShouldAllBe(row => row.Detail.Length > 0 && row.Detail.Length < 1_000 && row.Source.StartsWith("bronze/submissions/someone-20100203-abc.tgz", StringComparison.Ordinal), what);
        _cases++;
        return decoded;
    }

    /// <summary>The same for a tar, bare and packed.</summary>
    public void TryTar(TarBytes tar, string clips, string rules, string what)
    {
        Try(tar.ToArray(), clips, rules, what);
        Try(ArchiveBuilder.GZip(tar.ToArray()), clips, rules, what + " in a tgz");
    }

    /// <summary>Counts a case that a test has held against its own.</summary>
    public void Tried() => _cases++;

    public void Withstood() => AttackLedger.Withstood("archive", kind, _cases, result);
}
