using System.Runtime.InteropServices;
using System.Security.Cryptography;
using VoiceLake.Lake;
using VoiceLake.Silver;

namespace VoiceLake.Tests.Gold;

/// <summary>Rows of silver.clips for tests of the gold stage.</summary>
internal static class SilverClips
{
    public static Task WriteAsync(DataLake lake, params IEnumerable<SilverClip> clips)
        => lake.Table("silver.clips").OverwriteAsync(clips, cancellationToken: TestContext.Current.CancellationToken);

    public static SilverClip Clip(string clip, string speaker, string gender = "female", int samples = 20_000, int seed = 1)
    {
        var random = new Random(seed);
        var pcm = new short[samples];
        for (var n = 0; n < samples; n++)
        {
            pcm[n] = (short)((4_000 * Math.Sin(n * (0.05 + (0.01 * (seed % 7))))) + random.Next(-900, 900));
        }

        return FromPcm(clip, speaker, gender, pcm);
    }

    public static SilverClip FromPcm(string clip, string speaker, string gender, short[] pcm)
    {
        var bytes = MemoryMarshal.AsBytes(pcm.AsSpan()).ToArray();
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return new SilverClip(clip, clip.Split('/')[0], speaker, gender, "en", null, bytes, 16_000, 16_000, 1, 16, "wav/pcm_s16le", pcm.Length, pcm.Length / 16_000.0, null, null, 0, false, 0, 0, sha256, "silver-run");
    }
}
