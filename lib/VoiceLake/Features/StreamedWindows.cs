namespace VoiceLake.Features;

/// <summary>Computes the windows of a clip whose samples come piece by piece; holds one window, however long the clip.</summary>
/// <remarks>
/// The windows and their bits are those of <see cref="WindowFeatureExtractor.ExtractClip"/>, however the clip is cut into pieces.
/// One instance a thread. Notebook: 03-gold-features
/// </remarks>
/// <param name="extractor">Computes each window; it says how the clip is cut.</param>
public sealed class StreamedWindows(WindowFeatureExtractor extractor)
{
    private readonly float[] _window = new float[extractor.Options.Length];
    private int _count;
    private int _windows;
    private bool _whole;

    /// <summary>Takes the next samples of the clip.</summary>
    /// <param name="samples">Mono, in [−1, 1), at the sample rate of the options.</param>
    /// <returns>The windows that they fill, in order; often none.</returns>
    public IReadOnlyList<ClipWindow> Push(ReadOnlySpan<float> samples)
    {
        var windows = new List<ClipWindow>();
        while (!samples.IsEmpty)
        {
            if (_count == _window.Length)
            {
                // The next window begins with what it shares with the one before.
                _window.AsSpan(extractor.Options.Hop).CopyTo(_window);
                _count -= extractor.Options.Hop;
            }

            var taken = samples[..Math.Min(samples.Length, _window.Length - _count)];
            taken.CopyTo(_window.AsSpan(_count));
            samples = samples[taken.Length..];
            (_count, _whole) = (_count + taken.Length, false);
            if (_count == _window.Length)
            {
                windows.Add(Compute());
                _whole = true;
            }
        }

        return windows;
    }

    /// <summary>Ends the clip; the next push begins another.</summary>
    /// <returns>The last window, where the clip did not end with a whole one; a clip without samples has one without, too.</returns>
    public IReadOnlyList<ClipWindow> Finish()
    {
        IReadOnlyList<ClipWindow> windows = _whole ? [] : [Compute()];
        (_count, _windows, _whole) = (0, 0, false);
        return windows;
    }

    private ClipWindow Compute()
    {
        var features = new double[extractor.Features.Count];
        extractor.Extract(_window.AsSpan(0, _count), features);
        var window = _windows++;
        return new ClipWindow(window, checked(window * extractor.Options.Hop), _count, features);
    }
}
