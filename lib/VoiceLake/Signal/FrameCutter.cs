using VoiceLake.Signal.Internals;

namespace VoiceLake.Signal;

/// <summary>Cuts a signal that comes in pieces into overlapping frames, eight at a time, a SIMD lane each.</summary>
/// <remarks>
/// Frame t begins <c>lead</c> samples before sample t·hop. Value n of frame f of eight stands at n·8 + f, as <see cref="BatchFft"/> takes
/// them. However the signal is cut into pieces, the frames are the same. Holds a buffer of eight frames: one instance a thread.
/// Notebook: 03-gold-features
/// </remarks>
public sealed class FrameCutter
{
    private readonly float[] _window;
    private readonly float[] _buffer;
    private readonly int _lead;
    private int _filled;
    private int _skip;
    private long _taken;

    /// <summary>Prepares to cut.</summary>
    /// <param name="length">Samples of a frame.</param>
    /// <param name="hop">Samples from one frame's start to the next.</param>
    /// <param name="lead">Zeros before the first sample; half of <paramref name="length"/> centres frames on their time.</param>
    /// <param name="window">Factors of a frame's samples; empty for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is below 1, or <paramref name="lead"/> is negative or above <paramref name="length"/>.</exception>
    /// <exception cref="ArgumentException">The window has another length than a frame.</exception>
    public FrameCutter(int length, int hop, int lead = 0, ReadOnlySpan<double> window = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hop, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(lead);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lead, length);
        if (!window.IsEmpty && window.Length != length)
        {
            throw new ArgumentException($"A window for frames of {length} samples has as many factors, not {window.Length}.", nameof(window));
        }

        (Length, Hop, _lead) = (length, hop, lead);
        _window = [.. window.ToArray().Select(factor => (float)factor)];
        _buffer = new float[length + ((BatchFft.Lanes - 1) * hop)];
        Reset();
    }

    /// <summary>Samples of a frame.</summary>
    public int Length { get; }

    /// <summary>Samples from one frame's start to the next.</summary>
    public int Hop { get; }

    /// <summary>Frames given since the signal began.</summary>
    public long Taken => _taken;

    /// <summary>Frames centred on every whole number of hops up to the signal's length: 1 + ⌊samples / hop⌋.</summary>
    public static long CountCentred(long samples, int hop) => 1 + (samples / hop);

    /// <summary>Frames that lie wholly within the signal, from its first sample on.</summary>
    public static long CountWhole(long samples, int length, int hop) => samples < length ? 0 : 1 + ((samples - length) / hop);

    /// <summary>Takes samples until eight frames are whole.</summary>
    /// <param name="samples">The next samples of the signal; what is not yet needed is left in it for the next call.</param>
    /// <param name="frames">Receives eight frames, side by side, where they are whole; else untouched.</param>
    /// <returns>Whether eight frames were given; where not, all samples were taken.</returns>
    /// <exception cref="ArgumentException"><paramref name="frames"/> is not eight frames long.</exception>
    public bool Take(ref ReadOnlySpan<float> samples, Span<float> frames)
    {
        Require(frames);
        var skipped = Math.Min(_skip, samples.Length);
        samples = samples[skipped..];
        _skip -= skipped;
        var count = Math.Min(samples.Length, _buffer.Length - _filled);
        samples[..count].CopyTo(_buffer.AsSpan(_filled));
        samples = samples[count..];
        _filled += count;
        if (_filled < _buffer.Length)
        {
            return false;
        }

        Cut(frames);
        _taken += BatchFft.Lanes;
        return true;
    }

    /// <summary>Gives the frames that are left when the signal has ended, with zeros beyond it.</summary>
    /// <param name="total">How many frames the signal has in all, such as <see cref="CountCentred"/> says.</param>
    /// <param name="frames">Receives eight frames, side by side; those beyond <paramref name="total"/> are of no meaning.</param>
    /// <returns>How many of them count, 8 at most; 0 when none is left, and then the cutter is ready for another signal.</returns>
    /// <exception cref="ArgumentException"><paramref name="frames"/> is not eight frames long.</exception>
    public int TakeRest(long total, Span<float> frames)
    {
        Require(frames);
        var count = (int)Math.Clamp(total - _taken, 0, BatchFft.Lanes);
        if (count == 0)
        {
            Reset();
            return 0;
        }

        _buffer.AsSpan(_filled).Clear();
        Cut(frames);
        _taken += count;
        return count;
    }

    /// <summary>Forgets the signal that was begun.</summary>
    public void Reset()
    {
        (_filled, _skip, _taken) = (_lead, 0, 0);
        _buffer.AsSpan(0, _lead).Clear();
    }

    /// <summary>Gives eight frames from the buffer and keeps what the next ones share with them.</summary>
    private void Cut(Span<float> frames)
    {
        LaneTranspose.ToLanes(_buffer, Hop, _window, frames);
        var step = BatchFft.Lanes * Hop;
        var kept = Math.Max(0, _filled - step);
        _buffer.AsSpan(_filled - kept, kept).CopyTo(_buffer);
        (_filled, _skip) = (kept, Math.Max(0, step - _filled));
    }

    private void Require(Span<float> frames)
    {
        if (frames.Length != Length * BatchFft.Lanes)
        {
            throw new ArgumentException($"{BatchFft.Lanes} frames of {Length} samples are {Length * BatchFft.Lanes}, not {frames.Length}.", nameof(frames));
        }
    }
}
