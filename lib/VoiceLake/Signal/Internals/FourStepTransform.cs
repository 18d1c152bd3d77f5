using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace VoiceLake.Signal.Internals;

/// <summary>
/// A long transform as a matrix of short ones: down the columns, a turn of each element, along the rows (Gentleman and Sande 1966, Bailey
/// 1990). Four columns or rows at once fill the SIMD lanes, and each set of them stays in the nearest cache from its first pass to its last.
/// </summary>
internal sealed class FourStepTransform : ComplexTransform
{
    private const int Lanes = FourLanes.Count;

    private readonly int _height;
    private readonly int _width;
    private readonly FftPass[] _columns;
    private readonly FftPass[] _rows;

    // exp(−2πi·k·c/N) for row k and column c is the turn of the set's first column times that of the lane.
    private readonly double[] _setRe;
    private readonly double[] _setIm;
    private readonly double[] _laneRe;
    private readonly double[] _laneIm;

    private FourStepTransform(IReadOnlyList<int> columnRadices, IReadOnlyList<int> rowRadices)
    {
        (_height, _width) = (columnRadices.Aggregate(1, (a, b) => a * b), rowRadices.Aggregate(1, (a, b) => a * b));
        (_columns, _rows) = (FftPass.For(_height, columnRadices), FftPass.For(_width, rowRadices));
        var (sets, length) = ((_width + Lanes - 1) / Lanes, (long)_height * _width);
        (_setRe, _setIm) = (new double[sets * _height], new double[sets * _height]);
        (_laneRe, _laneIm) = (new double[Lanes * _height], new double[Lanes * _height]);
        for (var k = 0; k < _height; k++)
        {
            for (var set = 0; set < sets; set++)
            {
                (_setRe[(set * _height) + k], _setIm[(set * _height) + k]) = Twiddle.Root((long)k * Start(set, _width), length);
            }

            for (var lane = 0; lane < Lanes; lane++)
            {
                (_laneRe[(Lanes * k) + lane], _laneIm[(Lanes * k) + lane]) = Twiddle.Root((long)k * lane, length);
            }
        }
    }

    /// <summary>The plan for a length with these prime factors and fours; null where it is too short for a matrix.</summary>
    public static FourStepTransform? TryCreate(IReadOnlyList<int> radices)
    {
        // The divisor nearest below the square root: of all products of factors, which are few.
        var length = radices.Aggregate(1L, (a, b) => a * b);
        List<int> Chosen(int set) => [.. radices.Where((_, index) => (set & (1 << index)) != 0)];
        long Product(int set) => Chosen(set).Aggregate(1L, (a, b) => a * b);
        var (best, all) = (0, (1 << radices.Count) - 1);
        for (var set = 0; set <= all; set++)
        {
            best = Product(set) is var height && height * height <= length && height > Product(best) ? set : best;
        }

        return Product(best) < Lanes ? null : new FourStepTransform(Chosen(best), Chosen(all & ~best));
    }

    public override void Forward(Span<double> re, Span<double> im)
    {
        var (length, buffer) = (_height * _width, Lanes * Math.Max(_height, _width));
        var rented = ArrayPool<double>.Shared.Rent((2 * length) + (4 * buffer) + Lanes);
        var work = new Work(Aligned(rented), buffer);
        var betweenRe = rented.AsSpan(^(2 * length)..^length);
        var betweenIm = rented.AsSpan(^length..);
        for (var set = 0; set * Lanes < _width; set++)
        {
            work.Load(re, im, Start(set, _width), _width, _height);
            work.Run(_columns);
            Turn(ref work, set);
            work.StoreTransposed(betweenRe, betweenIm, Start(set, _width) * _height, _height);
        }

        for (var set = 0; set * Lanes < _height; set++)
        {
            work.Load(betweenRe, betweenIm, Start(set, _height), _height, _width);
            work.Run(_rows);
            work.Store(re, im, Start(set, _height), _height, _width);
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>From the first whole vector on: loads and stores that stay within a cache line are twice as fast. (Should the array move, only time is lost.)</summary>
    private static unsafe Span<double> Aligned(double[] values)
        => values.AsSpan((int)((nuint)(-(nint)Unsafe.AsPointer(ref values[0])) / sizeof(double) % Lanes));

    /// <summary>Where a set of four begins; the last one overlaps the one before rather than to run over the end.</summary>
    private static int Start(int set, int count) => Math.Min(set * Lanes, count - Lanes);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Turn(ref Work work, int set)
    {
        var setRe = _setRe.AsSpan(set * _height, _height);
        var setIm = _setIm.AsSpan(set * _height, _height);
        ref var re = ref Unsafe.As<Vector256<double>, FourLanes>(ref work.Re);
        ref var im = ref Unsafe.As<Vector256<double>, FourLanes>(ref work.Im);
        for (var k = 0; k < setRe.Length; k++)
        {
            var (sr, si) = (FourLanes.Of(setRe[k]), FourLanes.Of(setIm[k]));
            var (lr, li) = (FourLanes.Load(in _laneRe[Lanes * k]), FourLanes.Load(in _laneIm[Lanes * k]));
            var (wr, wi) = (FourLanes.MultiplySubtract(sr, lr, si * li), FourLanes.MultiplyAdd(sr, li, si * lr));
            var (r, i) = (Unsafe.Add(ref re, k), Unsafe.Add(ref im, k));
            Unsafe.Add(ref re, k) = FourLanes.MultiplySubtract(r, wr, i * wi);
            Unsafe.Add(ref im, k) = FourLanes.MultiplyAdd(r, wi, i * wr);
        }
    }

    /// <summary>Four columns or rows side by side, in two pairs of buffers between which the passes go to and fro.</summary>
    private ref struct Work
    {
        private ref Vector256<double> _otherRe;
        private ref Vector256<double> _otherIm;

        public Work(Span<double> buffers, int size)
        {
            Re = ref Vector(ref buffers[0]);
            Im = ref Vector(ref buffers[size]);
            _otherRe = ref Vector(ref buffers[2 * size]);
            _otherIm = ref Vector(ref buffers[3 * size]);
        }

        public ref Vector256<double> Re;
        public ref Vector256<double> Im;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ref Vector256<double> Vector(ref double value) => ref Unsafe.As<double, Vector256<double>>(ref value);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Load(ReadOnlySpan<double> re, ReadOnlySpan<double> im, int start, int stride, int count)
        {
            for (var n = 0; n < count; n++)
            {
                Unsafe.Add(ref Re, n) = Vector256.LoadUnsafe(in re[start + (n * stride)]);
                Unsafe.Add(ref Im, n) = Vector256.LoadUnsafe(in im[start + (n * stride)]);
            }
        }

        public void Run(FftPass[] passes)
        {
            foreach (var pass in passes)
            {
                Butterflies.Run(
                    pass, pass.Stride,
                    ref Unsafe.As<Vector256<double>, FourLanes>(ref Re), ref Unsafe.As<Vector256<double>, FourLanes>(ref Im),
                    ref Unsafe.As<Vector256<double>, FourLanes>(ref _otherRe), ref Unsafe.As<Vector256<double>, FourLanes>(ref _otherIm));
                ref var re = ref Re;
                ref var im = ref Im;
                Re = ref _otherRe;
                Im = ref _otherIm;
                _otherRe = ref re;
                _otherIm = ref im;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Store(Span<double> re, Span<double> im, int start, int stride, int count)
        {
            for (var n = 0; n < count; n++)
            {
                Unsafe.Add(ref Re, n).StoreUnsafe(ref re[start + (n * stride)]);
                Unsafe.Add(ref Im, n).StoreUnsafe(ref im[start + (n * stride)]);
            }
        }

        /// <summary>Lane by lane, each as <paramref name="count"/> neighbouring values.</summary>
        public readonly void StoreTransposed(Span<double> re, Span<double> im, int start, int count)
        {
            Transpose(ref Re, re[start..], count);
            Transpose(ref Im, im[start..], count);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Transpose(ref Vector256<double> from, Span<double> to, int count)
        {
            _ = to[(Lanes * count) - 1];
            ref var target = ref MemoryMarshal.GetReference(to);
            for (var n = 0; n < count; n += Lanes)
            {
                n = Math.Min(n, count - Lanes);
                ref var row = ref Unsafe.Add(ref from, n);
                var (a, b, c, d) = (row, Unsafe.Add(ref row, 1), Unsafe.Add(ref row, 2), Unsafe.Add(ref row, 3));
                Square(ref a, ref b, ref c, ref d);
                a.StoreUnsafe(ref Unsafe.Add(ref target, n));
                b.StoreUnsafe(ref Unsafe.Add(ref target, n + count));
                c.StoreUnsafe(ref Unsafe.Add(ref target, n + (2 * count)));
                d.StoreUnsafe(ref Unsafe.Add(ref target, n + (3 * count)));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Square(ref Vector256<double> a, ref Vector256<double> b, ref Vector256<double> c, ref Vector256<double> d)
        {
            if (Avx.IsSupported)
            {
                var (ab, abHigh, cd, cdHigh) = (Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b), Avx.UnpackLow(c, d), Avx.UnpackHigh(c, d));
                (a, b) = (Avx.Permute2x128(ab, cd, 0x20), Avx.Permute2x128(abHigh, cdHigh, 0x20));
                (c, d) = (Avx.Permute2x128(ab, cd, 0x31), Avx.Permute2x128(abHigh, cdHigh, 0x31));
                return;
            }

            (a, b, c, d) = (
                Vector256.Create(a[0], b[0], c[0], d[0]), Vector256.Create(a[1], b[1], c[1], d[1]),
                Vector256.Create(a[2], b[2], c[2], d[2]), Vector256.Create(a[3], b[3], c[3], d[3]));
        }
    }
}
