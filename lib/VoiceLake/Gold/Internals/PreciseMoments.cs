namespace VoiceLake.Gold.Internals;

/// <summary>Count, Σx and Σx² of one feature.</summary>
internal sealed class PreciseMoments
{
    private DoubleDouble _sum;
    private DoubleDouble _squares;

    public long Count { get; private set; }

    public long Missing { get; private set; }

    public double? Mean => Count == 0 ? null : (_sum / Count).Value;

    /// <summary>√((Σx² − (Σx)²/n) / n), in twice the precision because the two terms nearly cancel.</summary>
    public double? StandardDeviation => Count == 0 ? null : Math.Sqrt(Math.Max(0, ((_squares - (_sum * _sum / Count)) / Count).Value));

    public void Add(double? value)
    {
        if (value is not { } number)
        {
            Missing++;
            return;
        }

        Count++;
        _sum += new DoubleDouble(number);
        _squares += DoubleDouble.Product(number, number);
    }
}
