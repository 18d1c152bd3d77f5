using Microsoft.Data.Analysis;

namespace VoiceLake.Display.Internals;

/// <summary>The finite values of one group, sorted.</summary>
internal sealed record GroupedValues(string Name, double[] Values)
{
    /// <summary>The groups by name, and how many rows have no finite value.</summary>
    public static (IReadOnlyList<GroupedValues> Groups, int LeftOut) Of(DataFrame frame, string column, string by)
    {
        var (numbers, names) = (frame.Numbers(column), frame.Groups(by));
        var groups = names.Zip(numbers)
            .GroupBy(pair => pair.First, pair => pair.Second)
            .OrderBy(group => group.Key, Palette.Order)
            .Select(group => new GroupedValues(group.Key, [.. group.OfType<double>().Where(double.IsFinite).Order()]));
        return ([.. groups], numbers.Count(number => number is not { } value || !double.IsFinite(value)));
    }

    public double Quantile(double share) => Quantile(Values, share);

    /// <summary>A quantile of sorted values, interpolated between neighbours; NaN where there are none.</summary>
    public static double Quantile(double[] sorted, double share)
    {
        if (sorted.Length == 0)
        {
            return double.NaN;
        }

        var place = share * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>The box of Tukey: whiskers end at the last values within 1.5 times the box.</summary>
    public BoxSeries ToBox(int index)
    {
        var (first, third) = (Quantile(0.25), Quantile(0.75));
        var reach = 1.5 * (third - first);
        var inside = Values.Where(value => value >= first - reach && value <= third + reach).DefaultIfEmpty(double.NaN).ToArray();
        return new BoxSeries(index, inside[0], first, Quantile(0.5), third, inside[^1]) { Color = Palette.Of(Name, index) };
    }
}
