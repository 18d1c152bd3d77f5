using VoiceLake.Signal;

namespace VoiceLake.Features.Voice;

/// <summary>Finds one bin or lag for each frame of a signal, eight frames at once; silent frames have none and cost nothing.</summary>
internal abstract class FrameTrack(int frameLength, int hop)
{
    /// <summary>What a frame has that has no value.</summary>
    public const int None = -1;

    private readonly int[] _starts = new int[BatchFft.Lanes];
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
            if (wave.Slice(frame * Hop, FrameLength).ContainsAnyExcept(0))
            {
                _starts[lanes++] = frame * Hop;
            }

            if (lanes == BatchFft.Lanes || (lanes > 0 && frame == count - 1))
            {
                // Lanes without a frame repeat the last one.
                _starts.AsSpan(lanes).Fill(_starts[lanes - 1]);
                Search(wave, _starts);
                for (var lane = 0; lane < lanes; lane++)
                {
                    _found[_starts[lane] / Hop] = Result(wave.Slice(_starts[lane], FrameLength), lane);
                }

                lanes = 0;
            }
        }

        return _found.AsSpan(0, count);
    }

    /// <summary>Works on eight frames in single precision.</summary>
    protected abstract void Search(ReadOnlySpan<float> wave, ReadOnlySpan<int> starts);

    /// <summary>What was found for a lane; where rounding could decide, in double and in the reference's order of operations.</summary>
    protected abstract int Result(ReadOnlySpan<float> frame, int lane);
}
