using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Features.Pitch;

/// <summary>Praat's "To Pitch (ac)": F0 by the autocorrelation of windowed frames and a path through their candidates.</summary>
/// <remarks>
/// Source: Boersma, IFA Proceedings 17 (1993); details as Praat 6.3. Frames lie around the clip's middle: where its length is not said before,
/// all samples are kept until its end. Holds working memory: one instance a thread.
/// </remarks>
internal sealed class PraatTracker
{
    private const int Lanes = BatchFft.Lanes;
    private const int Piece = 1 << 14;

    private readonly PitchOptions _options;
    private readonly PraatWindow _window;
    private readonly PraatCandidates _candidates;
    private readonly PraatPath _path;
    private readonly ClipLevel _level = new();
    private readonly float[] _rows;
    private readonly float[] _frames;

    // The samples that frames to come need, and the place of the first of them in the clip.
    private float[] _samples = new float[2 * Piece];
    private long _origin;
    private int _held;

    private PraatGrid? _grid;
    private int _cut;

    /// <summary>Prepares window, transforms and tables.</summary>
    public PraatTracker(PitchOptions options)
    {
        (_options, _window, _path) = (options, new PraatWindow(options), new PraatPath(options));
        _candidates = new PraatCandidates(options, _window);
        (_rows, _frames) = (new float[_window.Length * Lanes], new float[_window.Length * Lanes]);
    }

    /// <summary>Where the frames of a clip lie.</summary>
    public PraatGrid Place(long samples) => PraatGrid.Of(samples, _options.SampleRate, _window.Seconds, _options.PraatStep);

    /// <summary>Takes the next samples of the clip.</summary>
    /// <param name="samples">All finite.</param>
    /// <param name="total">How many it will have, where that is known.</param>
    public void Take(ReadOnlySpan<float> samples, long? total)
    {
        _level.Add(samples);
        _grid ??= total is { } length ? Place(length) : null;
        for (var rest = samples; !rest.IsEmpty;)
        {
            var piece = rest[..Math.Min(rest.Length, Piece)];
            rest = rest[piece.Length..];
            Hold(piece);
            if (_grid is { } grid)
            {
                CutWhole(grid);
            }
        }
    }

    /// <summary>Ends the clip and forgets it.</summary>
    /// <param name="grid">Where its frames lie: that of <see cref="Place"/>.</param>
    /// <param name="frequencies">Receives F0 in Hz for each frame; NaN where unvoiced.</param>
    /// <param name="strengths">Receives the strength of each; 0 where unvoiced.</param>
    public void Complete(PraatGrid grid, Span<float> frequencies, Span<float> strengths)
    {
        CutWhole(grid);
        Analyse(_cut % Lanes);
        if (_level.Peak > 0)
        {
            _path.Trace(_level.Peak, frequencies, strengths);
        }
        else
        {
            frequencies.Fill(float.NaN);
            strengths.Clear();
        }

        Clear();
    }

    /// <summary>Forgets the clip.</summary>
    public void Clear()
    {
        _path.Clear();
        _level.Clear();
        (_origin, _held, _cut, _grid) = (0, 0, 0, null);
    }

    private void Hold(ReadOnlySpan<float> piece)
    {
        if (_held + piece.Length > _samples.Length)
        {
            Array.Resize(ref _samples, Math.Max(2 * _samples.Length, _held + piece.Length));
        }

        piece.CopyTo(_samples.AsSpan(_held));
        _held += piece.Length;
    }

    /// <summary>Cuts the frames whose samples are there, and lets go of what no later one needs.</summary>
    private void CutWhole(PraatGrid grid)
    {
        for (; _cut < grid.Frames; _cut++)
        {
            var start = (int)(First(grid, _cut) - _origin);
            if (start + (2 * _window.Reach) > _held)
            {
                break;
            }

            _window.Cut(_samples.AsSpan(start, 2 * _window.Reach), _rows.AsSpan(_cut % Lanes * _window.Length, _window.Length));
            if (_cut % Lanes == Lanes - 1)
            {
                Analyse(Lanes);
            }
        }

        var unneeded = _cut < grid.Frames ? (int)Math.Min(First(grid, _cut) - _origin, _held) : _held;
        _samples.AsSpan(unneeded, _held - unneeded).CopyTo(_samples);
        (_origin, _held) = (_origin + unneeded, _held - unneeded);
    }

    private long First(PraatGrid grid, int frame) => Math.Max(0, grid.Left(frame) + 1 - _window.Reach);

    /// <summary>Finds the candidates of the frames that were cut last.</summary>
    private void Analyse(int count)
    {
        if (count == 0)
        {
            return;
        }

        LaneTranspose.ToLanes(_rows, _window.Length, [], _frames);
        var peaks = Peaks();
        _candidates.Compute(_frames);
        for (var lane = 0; lane < count; lane++)
        {
            _path.Add(peaks[lane], _candidates.Of(lane));
        }
    }

    /// <summary>The largest magnitude of each frame within half a longest period of its centre.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector256<float> Peaks()
    {
        var (half, reach) = (_window.Half, Math.Min(_window.Half, (_window.Period / 2) + 1));
        var peaks = Vector256<float>.Zero;
        foreach (var samples in MemoryMarshal.Cast<float, Vector256<float>>(_frames.AsSpan()).Slice(half - reach, 2 * reach))
        {
            peaks = Vector256.MaxNative(peaks, Vector256.Abs(samples));
        }

        return peaks;
    }
}
