using VoiceLake.Signal.Internals;

namespace VoiceLake.Tests.Signal;

public sealed class OrderedSumsTests
{
    public static TheoryData<int> Lengths() => [0, 1, 3, 4, 15, 16, 17, 31, 33, 257, 4_001];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_sum_and_a_product_have_the_same_bits_wherever_the_values_lie_in_memory(int length)
    {
        var random = new Random(length + 1);
        var (values, weights) = (Numbers(random, length), Numbers(random, length));
        var (sum, dot) = (OrderedSums.Sum<double>(values), OrderedSums.Dot<double>(values, weights));
        var (room, roomToo) = (new double[length + 8], new double[length + 8]);

        for (var offset = 0; offset < 8; offset++)
        {
            values.CopyTo(room, offset);
            weights.CopyTo(roomToo, 7 - offset);

            OrderedSums.Sum<double>(room.AsSpan(offset, length)).ShouldBe(sum);
            OrderedSums.Dot<double>(room.AsSpan(offset, length), roomToo.AsSpan(7 - offset, length)).ShouldBe(dot);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void They_are_those_of_exact_arithmetic(int length)
    {
        // Whole numbers: every order of addition is exact.
        var values = Enumerable.Range(1, length).Select(value => (double)value).ToArray();

        OrderedSums.Sum<double>(values).ShouldBe(length * (length + 1.0) / 2);
        OrderedSums.Dot<double>(values, values).ShouldBe(length * (length + 1.0) * ((2.0 * length) + 1) / 6);
        OrderedSums.Sum<float>(Array.ConvertAll(values, value => (float)value % 8)).ShouldBe(values.Sum(value => (float)value % 8));
    }

    [Fact]
    public void Fewer_weights_than_values_are_an_error() =>
        Should.Throw<ArgumentOutOfRangeException>(() => OrderedSums.Dot<double>([1, 2, 3], [1, 2]));

    private static double[] Numbers(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];
}
