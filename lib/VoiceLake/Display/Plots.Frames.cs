using VoiceLake.Display.Internals;
using VoiceLake.Features;
using VoiceLake.Gold;

namespace VoiceLake.Display;

public static partial class Plots
{
    // Together they are as many as a plot can show apart.
    private const int MostColumnsOfVoice = 60;

    /// <summary>One frame feature of some voices over time; a line breaks where the feature has no value.</summary>
    /// <param name="voices">The voices, one line each.</param>
    /// <param name="feature">The column of frames, such as <c>praat_f0</c>.</param>
    /// <exception cref="ArgumentException">A voice has no such feature.</exception>
    public static Figure Tracks(IReadOnlyList<VoiceFeatures> voices, string feature)
    {
        ArgumentNullException.ThrowIfNull(voices);
        var definition = Definition(voices, feature);
        var differ = voices.DistinctBy(voice => voice.Gender).Count() == voices.Count;
        return new Figure
        {
            Title = $"{feature} over time",
            Description = $"{string.Join("; ", voices.Select(voice => Track(voice, feature)))}.",
            X = new FigureAxis("time (s)") { Minimum = 0 },
            Y = new FigureAxis(WithUnit(feature, definition.Unit)),
            Series = [.. voices.Select((voice, index) =>
            {
                var frames = voice.FramesWith(feature);
                return new EvenLineSeries(frames.Start, frames.Hop, Array.ConvertAll(frames.Column(feature), value => (double)value)) { Name = voice.Voice, Color = differ ? Palette.Of(voice.Gender, index) : Palette.Turn(index) };
            })],
        };
    }

    /// <summary>A family of frame features of some voices, side by side as coloured cells: time to the right, the family's features upwards.</summary>
    /// <param name="voices">The voices, from left to right.</param>
    /// <param name="family">How the columns' names begin, such as <c>mfcc_</c>; a number follows in each.</param>
    /// <param name="skip">How many of the family's first features are left out: MFCC 0 is loudness and outshines the others.</param>
    /// <exception cref="ArgumentException">A voice has no such features.</exception>
    public static Figure FrameMaps(IReadOnlyList<VoiceFeatures> voices, string family, int skip = 0)
    {
        ArgumentNullException.ThrowIfNull(voices);
        var tables = voices.Select(voice => voice.FramesWith(family)).ToList();
        var columns = tables[0].Features.Names.Where(name => IsNumbered(name, family)).Skip(skip).ToList();
        var perCell = tables.Max(table => (table.Count + MostColumnsOfVoice - 1) / MostColumnsOfVoice);
        var step = perCell * tables[0].Hop;
        var widths = tables.ConvertAll(table => (table.Count + perCell - 1) / perCell);
        var z = new double[columns.Count, widths.Sum() + widths.Count - 1];
        var (from, ticks) = (0, new List<AxisTick>());
        for (var voice = 0; voice < tables.Count; voice++)
        {
            Fill(z, from, tables[voice], columns, perCell);
            ticks.Add(new AxisTick((from + (widths[voice] / 2.0)) * step, $"{voices[voice].Voice}, {tables[voice].Count * tables[voice].Hop:0.0} s"));
            from += widths[voice];
            for (var row = 0; row < columns.Count && voice < tables.Count - 1; row++)
            {
                z[row, from] = double.NaN;
            }

            from++;
        }

        var unit = tables[0].Features.Definitions[tables[0].Features.IndexOf(columns[0])].Unit;
        return new Figure
        {
            Title = $"{columns[0]} to {columns[^1]}",
            Description = Text($"{columns.Count} features of {voices.Count} voices side by side: {string.Join("; ", ticks.Select(tick => tick.Label))}."),
            X = new FigureAxis("") { Ticks = ticks },
            Y = new FigureAxis("number in the family"),
            Series = [new HeatmapSeries((step / 2, (z.GetLength(1) - 0.5) * step), (skip, skip + columns.Count - 1), z, unit == "1" ? "value" : unit)],
        };
    }

    /// <summary>The mean of some frames a cell.</summary>
    private static void Fill(double[,] z, int from, FrameTable frames, List<string> columns, int perCell)
    {
        for (var row = 0; row < columns.Count; row++)
        {
            var values = frames.Column(columns[row]);
            for (var start = 0; start < values.Length; start += perCell)
            {
                z[row, from + (start / perCell)] = Math.Round(values[start..Math.Min(start + perCell, values.Length)].Average(), 3);
            }
        }
    }

    private static bool IsNumbered(string name, string family)
        => name.Length > family.Length && name.StartsWith(family, StringComparison.Ordinal) && !name.AsSpan(family.Length).ContainsAnyExceptInRange('0', '9');

    private static FeatureDefinition Definition(IReadOnlyList<VoiceFeatures> voices, string feature)
    {
        var features = voices[0].FramesWith(feature).Features;
        return features.Definitions[features.IndexOf(feature)];
    }

    private static string Track(VoiceFeatures voice, string feature)
    {
        var values = voice.FramesWith(feature).Column(feature);
        float[] known = [.. values.Where(float.IsFinite).Order()];
        return known.Length == 0 ? $"{voice.Voice}: no value" : Text($"{voice.Voice}: {known.Length} of {values.Length} frames have a value, median {known[known.Length / 2]:G4}");
    }
}
