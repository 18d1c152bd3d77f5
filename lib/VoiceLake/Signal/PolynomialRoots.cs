using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Signal;

/// <summary>All roots of a real polynomial at once, by Aberth's iteration; those of the polynomial before are where it begins.</summary>
/// <remarks>
/// Holds working memory: one instance a thread; the same polynomials in the same order give the same bits.
/// Source: Aberth, Iteration methods for finding all zeros of a polynomial simultaneously, Math. Comp. 27 (1973). Notebook: 03-gold-features
/// </remarks>
public sealed class PolynomialRoots
{
    private const int MostSteps = 60;

    // The error after a step goes with the step's third power.
    private const double Tolerance = 1e-6;
    private static readonly int Width = Vector256<double>.Count;

    private readonly int _degree;
    private readonly double[] _re;
    private readonly double[] _im;
    private readonly double[] _stepRe;
    private readonly double[] _stepIm;

    /// <summary>Makes room for polynomials of one degree.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="degree"/> is below 1.</exception>
    public PolynomialRoots(int degree)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1);
        _degree = degree;
        var room = (degree + Width - 1) / Width * Width;
        (_re, _im, _stepRe, _stepIm) = (new double[room], new double[room], new double[room], new double[room]);
        Clear();
    }

    /// <summary>Forgets the polynomial before.</summary>
    public void Clear()
    {
        // On a circle, but not symmetric: else a pair of complex roots could never become two real ones.
        for (var root = 0; root < _re.Length; root++)
        {
            (_im[root], _re[root]) = Math.SinCos((2 * Math.PI * root / _degree) + 0.4);
        }
    }

    /// <summary>Finds the roots of xⁿ + c[1]·xⁿ⁻¹ + … + c[n].</summary>
    /// <param name="coefficients">c[1] to c[n].</param>
    /// <param name="re">Receives the real parts, in no order.</param>
    /// <param name="im">Receives the imaginary parts.</param>
    /// <returns>Whether they were found; if not, they are as near as it came.</returns>
    public bool Solve(ReadOnlySpan<double> coefficients, Span<double> re, Span<double> im)
    {
        if (coefficients.Length != _degree || re.Length != _degree || im.Length != _degree)
        {
            throw new ArgumentException($"These are polynomials of degree {_degree}: as many coefficients give as many roots, not {coefficients.Length} give {re.Length} and {im.Length}.");
        }

        var found = Iterate(coefficients);
        if (!found)
        {
            Clear();
            found = Iterate(coefficients);
        }

        _re.AsSpan(0, _degree).CopyTo(re);
        _im.AsSpan(0, _degree).CopyTo(im);
        if (found)
        {
            Disturb();
        }
        else
        {
            Clear();
        }

        return found;
    }

    private bool Iterate(ReadOnlySpan<double> coefficients)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            Step(coefficients);
            var largest = 0.0;
            for (var root = 0; root < _degree; root++)
            {
                largest = Math.Max(largest, Math.Abs(_stepRe[root]) + Math.Abs(_stepIm[root]));
                (_re[root], _im[root]) = (_re[root] - _stepRe[root], _im[root] - _stepIm[root]);
            }

            if (largest < Tolerance)
            {
                return true;
            }

            if (!double.IsFinite(largest))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Newton's step of every root, bent away from the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Step(ReadOnlySpan<double> coefficients)
    {
        ref var re = ref MemoryMarshal.GetArrayDataReference(_re);
        ref var im = ref MemoryMarshal.GetArrayDataReference(_im);
        for (var group = 0; group < _re.Length; group += Width)
        {
            var (x, y) = (Vector256.LoadUnsafe(ref re, (nuint)group), Vector256.LoadUnsafe(ref im, (nuint)group));
            var (valueR, valueI) = (Vector256<double>.One, Vector256<double>.Zero);
            var (slopeR, slopeI) = (Vector256<double>.Zero, Vector256<double>.Zero);
            foreach (var coefficient in coefficients)
            {
                (slopeR, slopeI) = ((slopeR * x) - (slopeI * y) + valueR, (slopeR * y) + (slopeI * x) + valueI);
                (valueR, valueI) = ((valueR * x) - (valueI * y) + Vector256.Create(coefficient), (valueR * y) + (valueI * x));
            }

            var (pullR, pullI) = (Vector256<double>.Zero, Vector256<double>.Zero);
            for (var other = 0; other < _degree; other++)
            {
                var (gapR, gapI) = (x - Vector256.Create(_re[other]), y - Vector256.Create(_im[other]));
                var square = (gapR * gapR) + (gapI * gapI);
                var inverse = Vector256.AndNot(Vector256<double>.One / square, Vector256.Equals(square, Vector256<double>.Zero));
                (pullR, pullI) = (pullR + (gapR * inverse), pullI - (gapI * inverse));
            }

            // P / (P' − P·Σ 1/(z − z_j)).
            var (belowR, belowI) = (slopeR - ((valueR * pullR) - (valueI * pullI)), slopeI - ((valueR * pullI) + (valueI * pullR)));
            var size = (belowR * belowR) + (belowI * belowI);
            var quotient = Vector256.AndNot(Vector256<double>.One / size, Vector256.Equals(size, Vector256<double>.Zero));
            Vector256.StoreUnsafe(((valueR * belowR) + (valueI * belowI)) * quotient, ref MemoryMarshal.GetArrayDataReference(_stepRe), (nuint)group);
            Vector256.StoreUnsafe(((valueI * belowR) - (valueR * belowI)) * quotient, ref MemoryMarshal.GetArrayDataReference(_stepIm), (nuint)group);
        }
    }

    /// <summary>Moves the roots a little, each another way, so that the next polynomial's need not be as many real ones as this one's.</summary>
    private void Disturb()
    {
        for (var root = 0; root < _degree; root++)
        {
            _re[root] += 1e-3 * (1 + (root % 3));
            _im[root] += 1e-3 * (1 + (root % 4));
        }
    }
}
