using VoiceLake.Features.Egemaps;

namespace VoiceLake.Tests.Features.Egemaps;

public class ContourTests
{
    [Fact]
    public void An_average_of_three_takes_the_ends_twice()
    {
        var smooth = new float[5];
        Contour.Smooth([3, 6, 0, 9], smooth);
        smooth.ShouldBe([4, 3, 5, 6, 9]);
    }

    [Fact]
    public void Zeros_stay_and_count_for_nothing()
    {
        var smooth = new float[6];
        Contour.SmoothNonZero([2, 0, 4, 6, 0, 0], smooth);
        smooth.ShouldBe([2, 0, 5, 5, 0, 0]);
    }

    [Fact]
    public void Stretches_begin_with_three_frames_and_end_with_two_of_the_other_kind()
    {
        float[] contour = [0, 0, 0, 5, 5, 5, 5, 0, 5, 0, 0, 5, 5, 0, 0, 0, 5, 5, 5, 5, 5];
        ContourSegments.Measure(contour, ofZeros: false).ShouldBe((2, 4.5, 0.5));
        var (count, mean, deviation) = ContourSegments.Measure(contour, ofZeros: true);
        (count, Math.Round(mean, 9), Math.Round(deviation, 9)).ShouldBe((3, Math.Round(7 / 3.0, 9), Math.Round(Math.Sqrt(2) / 3, 9)));
        ContourSegments.Measure([0, 5, 5, 0, 0, 5, 0, 0], ofZeros: false).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void Slopes_lead_from_valley_to_peak_and_back()
    {
        var slopes = new ContourSlopes();
        slopes.Compute([0, 1, 2, 4, 6, 4, 2, 5, 8, 4, 0], hop: 0.5);
        slopes.Peaks.ShouldBe(2);

        // 0 → 6 in two seconds and 2 → 8 in one; 6 → 2 in one, and the end counts with its own sign.
        (slopes.Rising.Mean, slopes.Rising.Deviation).ShouldBe((4.5, 1.5));
        slopes.Falling.Mean.ShouldBe((4 - 8) / 2.0);
    }

    [Fact]
    public void A_contour_without_peaks_has_its_own_slope_a_frame()
    {
        var slopes = new ContourSlopes();
        slopes.Compute([1, 2, 3, 4], hop: 0.5);
        (slopes.Peaks, slopes.Rising, slopes.Falling).ShouldBe((0, (0.75, 0), (0, 0)));
    }

    [Fact]
    public void A_ripple_below_a_tenth_of_the_range_is_no_peak()
    {
        var slopes = new ContourSlopes();
        slopes.Compute([0, 0, 1, 2, 1.9f, 2.1f, 3, 8, 10, 8, 3, 2.9f, 3.1f, 1, 0, 0], hop: 1);
        slopes.Peaks.ShouldBe(1);
    }
}
