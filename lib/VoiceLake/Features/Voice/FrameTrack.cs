using System.Runtime.InteropServices;
using VoiceLake.Signal;

namespace VoiceLake.Features.Voice;

/// <summary>Finds one bin or lag for each frame of a signal, eight frames at once; silent frames have none and cost nothing.</summary>
internal abstract class FrameTrack(int frameLength, int hop)
{
    /// <summary>What a frame has that has no value.</summary>
    public const int None = -1;

    private readonly float[] _rows = new float[frameLength * BatchFft.Lanes];
    private readonly int[] _frames = new int[BatchFft.Lanes];
    private int[] _found = [];

    /// <summary>Samples of a frame.</summary>
    public int FrameLength { get; } = frameLength;

    /// <summary>Samples from one frame to the next.</summary>
    public int Hop { get; } = hop;

    /// <summary>The bin or lag of each whole frame, or <see cref="None"/>; valid until the next call.</summary>
    /// <param name="wave">Samples in 16-bit steps; what is too soft is zero.</param>
    public ReadOnlySpan<int> Find(ReadOnlySpan<float> wave)
    {
        var count = wave.Length < FrameLength ? 0 : ((wave.Length - FrameLength) / Hop) + 1;
        if (_found.Length < count)
        {
            _found = new int[count];
        }

        var lanes = 0;
        for (var frame = 0; frame < count; frame++)
        {
            _found[frame] = None;
            var samples = wave.Slice(frame * Hop, FrameLength);
            if (MemoryMarshal.Cast<float, int>(samples).ContainsAnyExcept(0))
            {
                samples.CopyTo(_rows.AsSpan(lanes * FrameLength));
                _frames[lanes++] = frame;
            }

            if (lanes == BatchFft.Lanes || (lanes > 0 && frame == count - 1))
            {
                // Lanes without a frame hold what they held before: no lane hears another.
                Search(_rows);
                for (var lane = 0; lane < lanes; lane++)
                {
                    _found[_frames[lane]] = Result(_rows.AsSpan(lane * FrameLength, FrameLength), lane);
                }

                lanes = 0;
            }
        }

        return _found.AsSpan(0, count);
    }

    /// <summary>Works on eight frames, one after another, in single precision.</summary>
    protected abstract void Search(ReadOnlySpan<float> rows);

    /// <summary>What was found for a lane; where rounding could decide, in double and in the reference's order of operations.</summary>
    protected abstract int Result(ReadOnlySpan<float> frame, int lane);
}
