using System.Numerics;

namespace VoiceLake.Audio.Flac;

/// <summary>The coefficients of a linear predictor (RFC 9639, 9.2.6).</summary>
/// <param name="coefficients">The newest sample's first, zeros up to a multiple of four.</param>
/// <param name="order">Coefficients that are not padding.</param>
/// <param name="precision">Bits of a coefficient.</param>
/// <param name="shift">How many bits the weighted sum is shifted down.</param>
internal readonly ref struct FlacPredictor(ReadOnlySpan<int> coefficients, int order, int precision, int shift)
{
    public const int MaxOrder = 32;

    public ReadOnlySpan<int> Coefficients { get; } = coefficients;

    public int Order { get; } = order;

    public int Shift { get; } = shift;

    public static FlacPredictor Read(ref FlacBitReader bits, int order, int[] room)
    {
        var precision = (int)bits.Read(4) + 1;
        var shift = (int)bits.ReadSigned(5);
        if (precision == 16 || shift < 0)
        {
            throw bits.Fault(AudioRules.FlacSubframe, $"a predictor has {precision} bits and shift {shift}");
        }

        for (var i = 0; i < order; i++)
        {
            room[i] = (int)bits.ReadSigned(precision);
        }

        var padded = (order + 3) & ~3;
        room.AsSpan(order..padded).Clear();
        return new FlacPredictor(room.AsSpan(..padded), order, precision, shift);
    }

    /// <summary>Whether no sum over samples of <paramref name="width"/> bits can leave 32 bits.</summary>
    public bool FitsInt32(int width) => width + precision + BitOperations.Log2((uint)Order - 1 | 1) + 1 <= 32;
}
