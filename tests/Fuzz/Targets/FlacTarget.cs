using VoiceLake.Fuzz.Engine;

namespace VoiceLake.Fuzz.Targets;

internal sealed class FlacTarget : FuzzTarget
{
    public override string Name => "flac";

    public override IReadOnlyList<string> Dictionary => ["fLaC", "ID3", "\xFF\xF8", "\xFF\xF9", "\x80\0\0\x22", "\x84\0\0\x28"];

    public override IEnumerable<byte[]> Seeds() =>
        SeedFiles.Whole("tests/VoiceLake.Tests/Audio/fixtures", "*.flac").Select(bytes => bytes.Length <= MaxLength ? bytes : bytes[..6_000]);

    public override byte[] Seal(byte[] input) => FlacSeal.Seal(input);

    public override void Run(byte[] input) => AudioPromises.Check(input);
}
