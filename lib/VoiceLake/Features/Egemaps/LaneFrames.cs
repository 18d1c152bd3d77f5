using VoiceLake.Signal;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Features.Egemaps;

/// <summary>Cuts up to eight neighbouring frames, tapers them and puts each into a lane, with zeros on both sides.</summary>
internal sealed class LaneFrames
{
    private readonly FrameGrid _grid;
    private readonly float[] _taper;
    private readonly float[] _last;
    private readonly float[] _frames;

    public LaneFrames(FrameGrid grid, ReadOnlySpan<double> taper)
    {
        _grid = grid;
        _taper = new float[grid.Length];
        _last = new float[((BatchFft.Lanes - 1) * grid.Hop) + grid.Length];
        _frames = new float[grid.FftLength * BatchFft.Lanes];
        for (var n = 0; n < _taper.Length; n++)
        {
            _taper[n] = (float)taper[n];
        }
    }

    /// <summary>The frames from <paramref name="first"/> on, value by value, for a transform to overwrite; lanes without a frame are of no meaning.</summary>
    public Span<float> Cut(SampleBuffer samples, int first, int count)
    {
        var signal = samples.Slice(_grid.Start(first), ((count - 1) * _grid.Hop) + _grid.Length);
        if (count < BatchFft.Lanes)
        {
            signal.CopyTo(_last);
            signal = _last;
        }

        var (before, within) = ((_grid.FftLength - _grid.Length) / 2 * BatchFft.Lanes, _grid.Length * BatchFft.Lanes);
        _frames.AsSpan(0, before).Clear();
        _frames.AsSpan(before + within).Clear();
        LaneTranspose.ToLanes(signal, _grid.Hop, _taper, _frames.AsSpan(before, within));
        return _frames;
    }
}
