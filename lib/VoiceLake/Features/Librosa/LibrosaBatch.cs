using System.Numerics.Tensors;
using VoiceLake.Signal;

namespace VoiceLake.Features.Librosa;

/// <summary>Eight frames of a clip, side by side, with their spectra: value n of frame f at n·8 + f.</summary>
internal sealed class LibrosaBatch
{
    private readonly float[] _window;
    private readonly float[] _work;
    private readonly BatchFft _fft;
    private readonly bool _withPower;
    private readonly bool _withMagnitude;

    public LibrosaBatch(LibrosaOptions options)
    {
        _window = [.. options.Window().SelectMany(factor => Enumerable.Repeat((float)factor, BatchFft.Lanes))];
        _fft = BatchFft.Of(options.FftLength);
        (Samples, _work) = (new float[_window.Length], new float[_window.Length]);
        (Power, Magnitude) = (new float[_fft.Bins * BatchFft.Lanes], new float[_fft.Bins * BatchFft.Lanes]);
        _withPower = (options.Families & ~(LibrosaFamilies.Wave | LibrosaFamilies.Contrast)) != 0;
        _withMagnitude = options.Families.HasFlag(LibrosaFamilies.Shape);
    }

    /// <summary>The number of the first frame; a multiple of eight.</summary>
    public int First { get; private set; }

    /// <summary>How many frames count; the rest are of no meaning.</summary>
    public int Count { get; private set; }

    /// <summary>The clip's samples where it has ended; null before.</summary>
    public long? End { get; private set; }

    /// <summary>Samples, without window.</summary>
    public float[] Samples { get; }

    /// <summary>|X|², a bin after the other, where a family needs it.</summary>
    public float[] Power { get; }

    /// <summary>|X|, where a family needs it.</summary>
    public float[] Magnitude { get; }

    /// <summary>Goes from <see cref="Samples"/> to spectra.</summary>
    public void Transform(int first, int count, long? end)
    {
        (First, Count, End) = (first, count, end);
        if (_withPower)
        {
            TensorPrimitives.Multiply(Samples, _window, _work);
            _fft.Power(_work, Power);
        }

        if (_withMagnitude)
        {
            TensorPrimitives.Sqrt(Power, Magnitude);
        }
    }
}
