using VoiceLake.Fuzz.Engine;

namespace VoiceLake.Fuzz.Targets;

internal sealed class WavTarget : FuzzTarget
{
    public override string Name => "wav";

    public override IReadOnlyList<string> Dictionary =>
        ["RIFF", "RIFX", "RF64", "WAVE", "fmt ", "data", "ds64", "LIST", "fact", "JUNK", "bext", "cue ", "\u0010\0\0\0", "\u0001\0", "\u0003\0", "\u0006\0", "\u0007\0", "\xFE\xFF", "\xFF\xFF\xFF\xFF"];

    public override IEnumerable<byte[]> Seeds() => SeedFiles.Beginnings("tests/VoiceLake.Tests/Audio/fixtures", "*.wav", 600);

    public override void Run(byte[] input) => AudioPromises.Check(input);
}
