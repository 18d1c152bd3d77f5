using System.Runtime.CompilerServices;
using VoiceLake.Signal;

namespace VoiceLake.Features.Egemaps;

/// <summary>Cuts up to eight neighbouring frames, tapers them and puts each into a lane, with zeros on both sides.</summary>
internal sealed class LaneFrames
{
    private readonly FrameGrid _grid;
    private readonly float[] _taper;
    private readonly float[] _frames;

    public LaneFrames(FrameGrid grid, ReadOnlySpan<double> taper)
    {
        _grid = grid;
        _taper = new float[grid.Length];
        _frames = new float[grid.FftLength * BatchFft.Lanes];
        for (var n = 0; n < _taper.Length; n++)
        {
            _taper[n] = (float)taper[n];
        }
    }

    /// <summary>openSMILE divides 16-bit samples by 32,767 where others divide by 32,768.</summary>
    public const double FullScale = 32_768.0 / 32_767.0;

    /// <summary>The eight frames from <paramref name="first"/> on, value by value; lanes without a frame are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Span<float> Cut(SampleBuffer samples, int first, int count)
    {
        _frames.AsSpan().Clear();
        var signal = samples.Slice(_grid.Start(first), ((count - 1) * _grid.Hop) + _grid.Length);
        var pad = (_grid.FftLength - _grid.Length) / 2 * BatchFft.Lanes;
        for (var lane = 0; lane < count; lane++)
        {
            var frame = signal.Slice(lane * _grid.Hop, _taper.Length);
            var target = _frames.AsSpan(pad + lane);
            for (var n = 0; n < frame.Length; n++)
            {
                target[n * BatchFft.Lanes] = frame[n] * 32768f / 32767f * _taper[n];
            }
        }

        return _frames;
    }
}
