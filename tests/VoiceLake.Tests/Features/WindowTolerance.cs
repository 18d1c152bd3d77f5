namespace VoiceLake.Tests.Features;

/// <summary>When a window agrees with the reference.</summary>
internal static class WindowTolerance
{
    // The bar is 1e-4 relative or 1e-6 absolute; arithmetic in double is far better, and a test that knows it sees a regression early.
    private const double Relative = 1e-8;
    private const double Absolute = 1e-11;

    /// <summary>Every feature that is off, with both values; counts and missing values must agree exactly.</summary>
    public static IEnumerable<string> Differences(IReadOnlyList<string> names, WindowReferenceRow expected, IReadOnlyList<double> actual)
    {
        for (var feature = 0; feature < names.Count; feature++)
        {
            var (wanted, found) = (expected.Features[feature], actual[feature]);
            var exact = double.IsNaN(wanted) || double.IsNaN(found) || names[feature].EndsWith("mode_cnt", StringComparison.Ordinal);
            if (exact ? !wanted.Equals(found) : Math.Abs(found - wanted) > Math.Max(Absolute, Relative * Math.Abs(wanted)))
            {
                yield return $"{expected.Clip} window {expected.Window} {names[feature]}: {found:R} for {wanted:R}";
            }
        }
    }
}
