using VoiceLake.Signal;

namespace VoiceLake.Display.Internals;

/// <summary>A spectrogram reduced to the cells that a plot can show: each is the loudest of those it stands for, so that no short sound is lost.</summary>
/// <param name="Decibels">dB below the loudest cell, by row (from the lowest frequency) and column.</param>
/// <param name="FramesPerCell">Frames of one column.</param>
/// <param name="BinsPerCell">Bins of one row.</param>
internal sealed record SpectrumGrid(double[,] Decibels, int FramesPerCell, int BinsPerCell)
{
    /// <summary>Columns that a plot of common width can show apart.</summary>
    public const int MostColumns = 240;

    private const int MostRows = 129;

    public static SpectrumGrid Of(double[][] power, double rangeDb)
    {
        var (frames, bins) = (power.Length, power[0].Length);
        var (perColumn, perRow) = (Ceiling(frames, MostColumns), Ceiling(bins, MostRows));
        var (columns, rows) = (Ceiling(frames, perColumn), Ceiling(bins, perRow));
        var cells = new double[rows * columns];
        for (var frame = 0; frame < frames; frame++)
        {
            for (var bin = 0; bin < bins; bin++)
            {
                ref var cell = ref cells[(bin / perRow * columns) + (frame / perColumn)];
                cell = Math.Max(cell, power[frame][bin]);
            }
        }

        Decibel.FromPower(cells, reference: cells.Max(), topDb: rangeDb);
        var grid = new double[rows, columns];
        for (var i = 0; i < cells.Length; i++)
        {
            grid[i / columns, i % columns] = Math.Round(cells[i]);
        }

        return new(grid, perColumn, perRow);
    }

    /// <summary>Centres of the first column and the last, where a frame lasts so long.</summary>
    public (double First, double Last) Columns(double frame) => Centres(Decibels.GetLength(1), FramesPerCell, frame);

    /// <summary>Centres of the first row and the last, where a bin is so wide.</summary>
    public (double First, double Last) Rows(double bin) => Centres(Decibels.GetLength(0), BinsPerCell, bin);

    private static (double First, double Last) Centres(int cells, int perCell, double step)
    {
        var first = (perCell - 1) / 2.0 * step;
        return (first, first + ((cells - 1) * perCell * step));
    }

    private static int Ceiling(int value, int divisor) => (value + divisor - 1) / divisor;
}
