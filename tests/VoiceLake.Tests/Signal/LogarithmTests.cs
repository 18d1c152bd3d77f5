using System.Runtime.Intrinsics;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Tests.Signal;

public class LogarithmTests
{
    [Fact]
    public void Logarithms_are_within_two_units_of_the_last_place()
    {
        var random = new Random(1);
        for (var run = 0; run < 100_000; run++)
        {
            // Half of them near 1, where the logarithm is small.
            var x = run % 2 == 0 ? 1 + ((random.NextSingle() - 0.5f) * MathF.Pow(2, -random.Next(20))) : BitConverter.Int32BitsToSingle(random.Next(0x00800000, 0x7F800000));
            var exact = Math.Log(x);
            var unit = MathF.BitIncrement((float)Math.Abs(exact)) - (float)Math.Abs(exact);
            Math.Abs(Natural(x) - exact).ShouldBeLessThanOrEqualTo(2 * unit, $"ln {x:R}");
        }
    }

    [Fact]
    public void What_has_no_finite_logarithm_stays()
    {
        Natural(1).ShouldBe(0);
        Natural(float.PositiveInfinity).ShouldBe(float.PositiveInfinity);
        Natural(float.NaN).ShouldBe(float.NaN);
    }

    [Fact]
    public void Less_than_the_floor_counts_as_the_floor()
    {
        float[] values = [0, 1e-9f, 1, 1e-10f, 0, 0, 0, 0, 1e-12f, 10];
        Logarithm.Scaled(values, 1e-10f, (float)(10 / Math.Log(10)));
        float[] expected = [-100, -90, 0, -100, -100, -100, -100, -100, -100, 10];
        for (var index = 0; index < values.Length; index++)
        {
            values[index].ShouldBe(expected[index], 1e-5);
        }
    }

    private static float Natural(float x) => Logarithm.Natural(Vector256.Create(x)).ToScalar();
}
