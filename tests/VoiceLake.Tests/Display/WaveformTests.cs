using CsCheck;
using VoiceLake.Display;
using VoiceLake.Display.Internals;

namespace VoiceLake.Tests.Display;

public class WaveformTests
{
    [Fact]
    public void A_short_waveform_is_drawn_sample_by_sample()
    {
        var trace = DisplayOutput.Plotly(Plots.Waveform([0f, 0.5f, -0.25f, 0f], 8000)).GetProperty("data")[0];

        trace.GetProperty("type").GetString().ShouldBe("scatter");
        trace.GetProperty("y").Numbers().ShouldBe([0, 0.5, -0.25, 0]);
        trace.GetProperty("x0").GetDouble().ShouldBe(0);
        trace.GetProperty("dx").GetDouble().ShouldBe(1.0 / 8000);
    }

    [Fact]
    public void A_long_waveform_keeps_its_only_peak()
    {
        var samples = new float[160_000];
        samples[98_765] = -0.75f;

        var trace = DisplayOutput.Plotly(Plots.Waveform(samples, 16_000)).GetProperty("data")[0];
        var y = trace.GetProperty("y").Numbers();
        var at = Array.IndexOf(y, -0.75);

        y.Length.ShouldBe(2000);
        y.Count(value => value != 0).ShouldBe(1);
        (at * trace.GetProperty("dx").GetDouble()).ShouldBe(98_765 / 16_000.0, 0.01);
    }

    [Fact]
    public void The_envelope_of_any_signal_has_its_extremes_and_covers_its_length() =>
        Gen.Float[-1, 1].Array[1, 5000].Sample(samples =>
        {
            var (values, step) = Envelope.Of(samples, 100);

            values.Min().ShouldBe(samples.Min());
            values.Max().ShouldBe(samples.Max());
            (values.Length * step).ShouldBe(samples.Length, 1e-6);
        });

    [Fact]
    public void Samples_and_their_16_bit_bytes_give_the_same_plot()
    {
        var fromBytes = Plots.Waveform([0, 0, 0, 64, 0, 192], 16_000, "same");
        var fromSamples = Plots.Waveform([0f, 0.5f, -0.5f], 16_000, "same");

        fromBytes.ToPlotlyJson().ShouldBe(fromSamples.ToPlotlyJson());
    }

    [Fact]
    public void The_description_says_length_rate_and_peak()
    {
        Plots.Waveform([0f, 0.5f, 0f, 0f], 2, "clip 7").ToString().ShouldBe("clip 7. Waveform of 2.00 s at 2 Hz; peak -6.0 dBFS.");
        Plots.Waveform(Array.Empty<float>(), 16_000).Description.ShouldBe("Waveform of 0.00 s at 16000 Hz; silence.");
    }

    [Fact]
    public void An_odd_number_of_bytes_is_an_error() => Should.Throw<ArgumentException>(() => Plots.Waveform(new byte[3], 16_000));
}
