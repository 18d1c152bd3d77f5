using VoiceLake.Signal;

namespace VoiceLake.Tests.Signal;

public class PolynomialRootsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(11)]
    public void Random_polynomials_vanish_at_their_roots(int degree)
    {
        var (random, solver) = (new Random(degree), new PolynomialRoots(degree));
        var (re, im) = (new double[degree], new double[degree]);
        for (var trial = 0; trial < 500; trial++)
        {
            var coefficients = Enumerable.Range(0, degree).Select(_ => (random.NextDouble() * 4) - 2).ToArray();
            solver.Solve(coefficients, re, im).ShouldBeTrue();

            // Of all roots together: −Σ is the first coefficient, ±Π the last.
            var (sum, product) = (0.0, System.Numerics.Complex.One);
            for (var root = 0; root < degree; root++)
            {
                (sum, product) = (sum + re[root], product * new System.Numerics.Complex(re[root], im[root]));
            }

            (-sum).ShouldBe(coefficients[0], 1e-9);
            ((degree % 2 == 0 ? 1 : -1) * product.Real).ShouldBe(coefficients[^1], 1e-8);
        }
    }

    [Fact]
    public void Pairs_may_part_into_real_roots_and_join_again()
    {
        var solver = new PolynomialRoots(2);
        var (re, im) = (new double[2], new double[2]);
        solver.Solve([0, 1], re, im).ShouldBeTrue();
        im.Order().ShouldBe([-1, 1], 1e-9);
        solver.Solve([0, -4], re, im).ShouldBeTrue();
        re.Order().ShouldBe([-2, 2], 1e-9);
        solver.Solve([2, 5], re, im).ShouldBeTrue();
        im.Order().ShouldBe([-2, 2], 1e-9);
    }

    [Fact]
    public void The_same_polynomials_give_the_same_bits()
    {
        var (one, other) = (new PolynomialRoots(3), new PolynomialRoots(3));
        var (re, im, otherRe, otherIm) = (new double[3], new double[3], new double[3], new double[3]);
        one.Solve([1, 2, 3], re, im);
        one.Clear();
        one.Solve([-1, 0.5, 0.25], re, im);
        other.Solve([-1, 0.5, 0.25], otherRe, otherIm);
        re.ShouldBe(otherRe);
        im.ShouldBe(otherIm);
    }
}
