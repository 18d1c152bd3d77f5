namespace VoiceLake.Gold.Internals;

/// <summary>A number kept as the sum of two doubles, about 32 digits (Dekker 1971).</summary>
internal readonly struct DoubleDouble(double high, double low = 0)
{
    private readonly double _high = high;
    private readonly double _low = low;

    /// <summary>The nearest double.</summary>
    public double Value => _high + _low;

    /// <summary>The exact product of two doubles.</summary>
    public static DoubleDouble Product(double left, double right)
    {
        var product = left * right;
        return new DoubleDouble(product, Math.FusedMultiplyAdd(left, right, -product));
    }

    public static DoubleDouble operator +(DoubleDouble left, DoubleDouble right)
    {
        var (sum, error) = Sum(left._high, right._high);
        return Normalised(sum, error + left._low + right._low);
    }

    public static DoubleDouble operator -(DoubleDouble left, DoubleDouble right) => left + new DoubleDouble(-right._high, -right._low);

    public static DoubleDouble operator *(DoubleDouble left, DoubleDouble right)
    {
        var product = Product(left._high, right._high);
        return Normalised(product._high, product._low + (left._high * right._low) + (left._low * right._high));
    }

    public static DoubleDouble operator /(DoubleDouble left, long right)
    {
        var quotient = left._high / right;
        var rest = left - Product(quotient, right);
        return Normalised(quotient, rest.Value / right);
    }

    private static (double Sum, double Error) Sum(double left, double right)
    {
        var sum = left + right;
        var part = sum - left;
        return (sum, left - (sum - part) + (right - part));
    }

    private static DoubleDouble Normalised(double high, double low)
    {
        var sum = high + low;
        return new DoubleDouble(sum, low - (sum - high));
    }
}
