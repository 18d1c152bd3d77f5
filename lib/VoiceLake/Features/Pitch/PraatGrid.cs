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
internal sealed class PraatGrid : IPitchGrid
{
    private const int Lanes = BatchFft.Lanes;
    private const int Piece = 1 << 14;

    private readonly PitchOptions _options;
    private readonly PraatWindow _window;
    private readonly PraatCandidates _candidates;
    private readonly PraatPath _path;
    private readonly ClipLevel _level = new();
    private readonly VoicedFunctionals _functionals = new();
    private readonly float[] _rows;
    private readonly float[] _frames;

    // The samples that frames to come need, and the place of the first of them in the clip.
    private float[] _samples = new float[4 * Piece];
    private long _origin;
    private int _held;

    // Where frames lie, once the clip's length is known, and how many have been cut.
    private PraatPlacement? _placement;
    private int _cut;

    // What is found, frame by frame.
    private readonly List<float> _frequencies = [];
    private readonly List<float> _strengths = [];

    /// <summary>Prepares window, transforms and tables.</summary>
    public PraatGrid(PitchOptions options)
    {
        (_options, _window, _path) = (options, new PraatWindow(options), new PraatPath(options));
        _candidates = new PraatCandidates(options, _window);
        (_rows, _frames) = (new float[_window.Length * Lanes], new float[_window.Length * Lanes]);
    }

    /// <inheritdoc/>
    public void Take(ReadOnlySpan<float> samples, long? total)
    {
        _level.Add(samples);
        if (total is { } length)
        {
            _placement ??= Place(length);
        }

        for (var rest = samples; !rest.IsEmpty;)
        {
            var piece = rest[..Math.Min(rest.Length, Piece)];
            rest = rest[piece.Length..];
            Hold(piece);
            CutWhole();
        }
    }

    /// <inheritdoc/>
    public void Complete(long samples)
    {
        var placement = _placement ??= Place(samples);
        CutWhole();
        Analyse(_cut % Lanes);
        CollectionsMarshal.SetCount(_frequencies, placement.Frames);
        CollectionsMarshal.SetCount(_strengths, placement.Frames);
        _path.Trace(_level.Peak, CollectionsMarshal.AsSpan(_frequencies), CollectionsMarshal.AsSpan(_strengths));
    }

    /// <inheritdoc/>
    public void Write(ref FeatureWriter writer) => _functionals.WriteVoiced(CollectionsMarshal.AsSpan(_frequencies), _options.PraatStep, ref writer);

    /// <inheritdoc/>
    public FrameTable ToTable(FeatureSet features)
    {
        var values = new float[2 * _frequencies.Count];
        for (var frame = 0; frame < _frequencies.Count; frame++)
        {
            (values[2 * frame], values[(2 * frame) + 1]) = (_frequencies[frame], _strengths[frame]);
        }

        return new FrameTable(features, _placement!.Value.Start, _options.PraatStep, values);
    }

    /// <inheritdoc/>
    public void Clear()
    {
        _path.Clear();
        _level.Clear();
        _frequencies.Clear();
        _strengths.Clear();
        (_origin, _held, _cut, _placement) = (0, 0, 0, null);
    }

    private PraatPlacement Place(long samples) => PraatPlacement.Of(samples, _options.SampleRate, _window.Seconds, _options.PraatStep);

    /// <summary>Keeps samples; where there is no room, first lets go of those that no later frame needs.</summary>
    private void Hold(ReadOnlySpan<float> piece)
    {
        if (_held + piece.Length > _samples.Length && _placement is { } placement)
        {
            var unneeded = _cut < placement.Frames ? (int)Math.Min(First(placement) - _origin, _held) : _held;
            _samples.AsSpan(unneeded, _held - unneeded).CopyTo(_samples);
            (_origin, _held) = (_origin + unneeded, _held - unneeded);
        }

        if (_held + piece.Length > _samples.Length)
        {
            Array.Resize(ref _samples, 2 * _samples.Length);
        }

        piece.CopyTo(_samples.AsSpan(_held));
        _held += piece.Length;
    }

    /// <summary>Cuts the frames whose samples are there.</summary>
    private void CutWhole()
    {
        if (_placement is not { } placement)
        {
            return;
        }

        var length = 2 * _window.Reach;
        for (; _cut < placement.Frames && First(placement) + length <= _origin + _held; _cut++)
        {
            var samples = _samples.AsSpan((int)(First(placement) - _origin), length);
            _window.Cut(samples, _rows.AsSpan(_cut % Lanes * _window.Length, _window.Length));
            if (_cut % Lanes == Lanes - 1)
            {
                Analyse(Lanes);
            }
        }
    }

    /// <summary>The first sample that the next frame needs.</summary>
    private long First(PraatPlacement placement) => placement.Left(_cut) + 1 - _window.Reach;

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
