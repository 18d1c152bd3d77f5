using VoiceLake.Audio;
using VoiceLake.Fuzz.Engine;

namespace VoiceLake.Fuzz.Targets;

/// <summary>An audio file gives samples or its typed error, and the same whether it is decoded whole or in pieces.</summary>
internal static class AudioPromises
{
    private static readonly AudioDecoderOptions Limits = new() { MaxSamples = 1 << 22 };

    public static void Check(byte[] input)
    {
        var (whole, wholeError) = Whole(input);
        var (pieces, piecesError) = Pieces(input);
        if (wholeError != piecesError)
        {
            throw new BrokenPromiseException($"decoded whole: {wholeError ?? "samples"}; in pieces: {piecesError ?? "samples"}");
        }

        if (whole is not null && !whole.AsSpan().SequenceEqual(pieces))
        {
            throw new BrokenPromiseException($"{whole.Length} samples decoded whole are other than the {pieces.Length} decoded in pieces");
        }
    }

    private static (float[]? Samples, string? Error) Whole(byte[] input)
    {
        try
        {
            return (ChannelMixer.ToMono(AudioDecoder.Decode(input, "clip", Limits)), null);
        }
        catch (AudioFormatException error)
        {
            return (null, $"{error.Rule} {error.Offset} {error.Message}");
        }
    }

    private static (float[] Samples, string? Error) Pieces(byte[] input)
    {
        var samples = new List<float>();
        var block = new float[1 + (input.Length % 3_001)];
        try
        {
            using var reader = AudioReader.Open(new MemoryStream(input), "clip", Limits);
            for (int count; (count = reader.Read(block)) > 0;)
            {
                samples.AddRange(block.AsSpan(0, count));
            }

            return ([.. samples], null);
        }
        catch (AudioFormatException error)
        {
            return ([.. samples], $"{error.Rule} {error.Offset} {error.Message}");
        }
    }
}
