using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Features;

/// <summary>The clips of the shared archives, all plain 16-bit WAV behind a 44-byte header.</summary>
internal static class VoxForgeClips
{
    private const int HeaderBytes = 44;

    public static IReadOnlyDictionary<string, float[]> Load()
    {
        var clips = new SortedDictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var archive in Directory.EnumerateFiles(SharedMaterial.Require("data/voxforge"), "*.tgz"))
        {
            using var stream = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
            using var tar = new TarReader(stream);
            while (tar.GetNextEntry(copyData: true) is { } entry)
            {
                if (entry.DataStream is { } data && entry.Name.EndsWith(".wav", StringComparison.Ordinal))
                {
                    var bytes = new byte[entry.Length];
                    data.ReadExactly(bytes);
                    clips[entry.Name.Replace("/wav/", "/", StringComparison.Ordinal)[..^4]] = Samples(bytes.AsSpan(HeaderBytes));
                }
            }
        }

        return clips;
    }

    private static float[] Samples(ReadOnlySpan<byte> pcm)
    {
        var samples = new float[pcm.Length / 2];
        for (var n = 0; n < samples.Length; n++)
        {
            samples[n] = BinaryPrimitives.ReadInt16LittleEndian(pcm[(2 * n)..]) / 32768f;
        }

        return samples;
    }
}
