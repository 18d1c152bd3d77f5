using VoiceLake.Signal.Internals;

namespace VoiceLake.Tests.Signal;

public class FiniteTests
{
    [Fact]
    public void One_value_that_is_not_finite_is_found_wherever_it_stands()
    {
        foreach (var broken in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            for (var at = 0; at < 37; at++)
            {
                float[] values = [.. Enumerable.Range(0, 37).Select(n => n == at ? broken : n - 18f)];
                Finite.All(values).ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void The_largest_and_the_smallest_numbers_are_finite()
        => Finite.All([float.MaxValue, float.MinValue, float.Epsilon, 0, -0f, .. Enumerable.Repeat(float.MaxValue, 20)]).ShouldBeTrue();

    [Fact]
    public void Of_nothing_all_are_finite() => Finite.All([]).ShouldBeTrue();
}
