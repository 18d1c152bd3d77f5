using System.Globalization;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Audio;

/// <summary>Files made by flac and sox (fixtures/make-fixtures.sh), with what these programs decode them to.</summary>
internal static class AudioFixtures
{
    public static IReadOnlyList<AudioFixture> All { get; } =
        [.. File.ReadLines(PathOf("expected.tsv")).Select(line => line.Split('\t')).Select(cells => new AudioFixture(
            cells[0], Number(cells[1]), Number(cells[2]), Number(cells[3]), cells[4]))];

    public static AudioFixture Named(string name) => All.Single(fixture => fixture.Name == name);

    internal static string PathOf(string name) => Repository.PathOf("tests", "VoiceLake.Tests", "Audio", "fixtures", name);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

/// <param name="Samples">A channel.</param>
/// <param name="Sha256">Of the samples as interleaved 32-bit little-endian integers at full scale.</param>
internal sealed record AudioFixture(string Name, int SampleRate, int Channels, int Samples, string Sha256)
{
    public byte[] Bytes { get; } = File.ReadAllBytes(AudioFixtures.PathOf(Name));
}
