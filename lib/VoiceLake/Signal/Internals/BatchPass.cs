using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace VoiceLake.Signal.Internals;

/// <summary>
/// One size of the complex transform behind <see cref="BatchFft"/>: decimation in frequency by four (by two at the very end where the size
/// asks for it), in place, quarter by quarter, so that what is worked on soon fits into the nearest cache. Bins come out with the digits of
/// their number reversed.
/// </summary>
internal sealed class BatchPass
{
    // Cosine and sine of one, two and three times the angle, for each element of the first quarter.
    private readonly float[] _twiddles;

    private BatchPass(int size)
    {
        Size = size;
        _twiddles = new float[6 * (size / 4)];
        for (var j = 0; j < size / 4; j++)
        {
            for (var leg = 1; leg <= 3; leg++)
            {
                var (re, im) = Twiddle.Root((long)j * leg, size);
                (_twiddles[(6 * j) + (2 * leg) - 2], _twiddles[(6 * j) + (2 * leg) - 1]) = ((float)re, (float)im);
            }
        }
    }

    /// <summary>Complex values of a block.</summary>
    private int Size { get; }

    /// <summary>The passes of a transform of <paramref name="size"/> points, the largest first; none below 4.</summary>
    public static BatchPass[] For(int size)
    {
        var passes = new List<BatchPass>();
        for (; size > 4; size /= 4)
        {
            passes.Add(new BatchPass(size));
        }

        // What is left has no twiddles: blocks of 1, 2 or 4.
        passes.Add(new BatchPass(size));
        return [.. passes];
    }

    /// <summary>Where each bin stands after the passes.</summary>
    public static int[] Positions(int size)
    {
        var positions = new int[size];
        for (var bin = 0; bin < size; bin++)
        {
            var (rest, block, position) = (bin, size, 0);
            for (; block >= 4; block /= 4)
            {
                position += rest % 4 * (block / 4);
                rest /= 4;
            }

            positions[bin] = position + rest;
        }

        return positions;
    }

    /// <summary>Transforms complex values in place: real part, then imaginary part, each of all lanes.</summary>
    public static void Run(BatchPass[] passes, ref Vector256<float> z) => Run(passes, 0, ref z);

    private static void Run(BatchPass[] passes, int level, ref Vector256<float> z)
    {
        var pass = passes[level];
        if (level == passes.Length - 1)
        {
            Last(ref z, pass.Size, 1);
            return;
        }

        pass.Quarter(ref z);
        var quarter = 2 * (pass.Size / 4);
        if (level == passes.Length - 2)
        {
            Last(ref z, passes[^1].Size, pass.Size / passes[^1].Size);
            return;
        }

        for (var leg = 0; leg < 4; leg++)
        {
            Run(passes, level + 1, ref Unsafe.Add(ref z, leg * quarter));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Quarter(ref Vector256<float> z)
    {
        nint leg = 2 * (Size / 4);
        ref var a = ref z;
        ref var b = ref Unsafe.Add(ref a, leg);
        ref var c = ref Unsafe.Add(ref b, leg);
        ref var d = ref Unsafe.Add(ref c, leg);
        ref var w = ref MemoryMarshal.GetArrayDataReference(_twiddles);
        for (var left = leg; left > 0; left -= 2)
        {
            var (sumR, sumI) = (a + c, Unsafe.Add(ref a, 1) + Unsafe.Add(ref c, 1));
            var (gapR, gapI) = (a - c, Unsafe.Add(ref a, 1) - Unsafe.Add(ref c, 1));
            var (oddR, oddI) = (b + d, Unsafe.Add(ref b, 1) + Unsafe.Add(ref d, 1));
            var (turnR, turnI) = (Unsafe.Add(ref b, 1) - Unsafe.Add(ref d, 1), d - b);
            (a, Unsafe.Add(ref a, 1)) = (sumR + oddR, sumI + oddI);
            Turn(ref b, gapR + turnR, gapI + turnI, w, Unsafe.Add(ref w, 1));
            Turn(ref c, sumR - oddR, sumI - oddI, Unsafe.Add(ref w, 2), Unsafe.Add(ref w, 3));
            Turn(ref d, gapR - turnR, gapI - turnI, Unsafe.Add(ref w, 4), Unsafe.Add(ref w, 5));
            a = ref Unsafe.Add(ref a, 2);
            b = ref Unsafe.Add(ref b, 2);
            c = ref Unsafe.Add(ref c, 2);
            d = ref Unsafe.Add(ref d, 2);
            w = ref Unsafe.Add(ref w, 6);
        }
    }

    /// <summary>The smallest blocks, which need no twiddles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Last(ref Vector256<float> z, int size, int blocks)
    {
        if (size == 2)
        {
            for (var block = 0; block < blocks; block++, z = ref Unsafe.Add(ref z, 4))
            {
                ref var b = ref Unsafe.Add(ref z, 2);
                var (r, i) = (z - b, Unsafe.Add(ref z, 1) - Unsafe.Add(ref b, 1));
                (z, Unsafe.Add(ref z, 1)) = (z + b, Unsafe.Add(ref z, 1) + Unsafe.Add(ref b, 1));
                (b, Unsafe.Add(ref b, 1)) = (r, i);
            }
        }
        else if (size == 4)
        {
            for (var block = 0; block < blocks; block++, z = ref Unsafe.Add(ref z, 8))
            {
                ref var b = ref Unsafe.Add(ref z, 2);
                ref var c = ref Unsafe.Add(ref z, 4);
                ref var d = ref Unsafe.Add(ref z, 6);
                var (sumR, sumI) = (z + c, Unsafe.Add(ref z, 1) + Unsafe.Add(ref c, 1));
                var (gapR, gapI) = (z - c, Unsafe.Add(ref z, 1) - Unsafe.Add(ref c, 1));
                var (oddR, oddI) = (b + d, Unsafe.Add(ref b, 1) + Unsafe.Add(ref d, 1));
                var (turnR, turnI) = (Unsafe.Add(ref b, 1) - Unsafe.Add(ref d, 1), d - b);
                (z, Unsafe.Add(ref z, 1)) = (sumR + oddR, sumI + oddI);
                (b, Unsafe.Add(ref b, 1)) = (gapR + turnR, gapI + turnI);
                (c, Unsafe.Add(ref c, 1)) = (sumR - oddR, sumI - oddI);
                (d, Unsafe.Add(ref d, 1)) = (gapR - turnR, gapI - turnI);
            }
        }
    }

    /// <summary>left·right − subtrahend, rounded once: the compiler does not join a negation with a sum of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplySubtract(Vector256<float> left, Vector256<float> right, Vector256<float> subtrahend)
        => Fma.IsSupported ? Fma.MultiplySubtract(left, right, subtrahend) : Vector256.FusedMultiplyAdd(left, right, -subtrahend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(ref Vector256<float> target, Vector256<float> re, Vector256<float> im, float cos, float sin)
    {
        var (c, s) = (Vector256.Create(cos), Vector256.Create(sin));
        (target, Unsafe.Add(ref target, 1)) = (MultiplySubtract(re, c, im * s), Vector256.FusedMultiplyAdd(re, s, im * c));
    }
}
