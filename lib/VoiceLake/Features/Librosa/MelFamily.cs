using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Features.Librosa;

/// <summary>Mel bands, coefficients and their derivatives. dB are cut 80 below the clip's maximum, so all but the bands waits for its end.</summary>
internal sealed class MelFamily : LibrosaFamily
{
    private const float TopDb = 80;
    private readonly LibrosaOptions _options;
    private readonly int _mfccColumn;
    private readonly FrameStore _bands;
    private readonly bool _inTable;
    private readonly MelFilterBank _filters;
    private readonly float[] _lanes;
    private readonly float[] _coefficients;
    private readonly DeltaFilter _delta;
    private readonly DeltaFilter _delta2;
    private float _peak = float.NegativeInfinity;

    /// <param name="options">What is computed.</param>
    /// <param name="column">Of the bands where they are wanted, else of the coefficients.</param>
    /// <param name="store">Where the columns are.</param>
    public MelFamily(LibrosaOptions options, int column, FrameStore store)
        : base(column)
    {
        _options = options;
        _inTable = options.Families.HasFlag(LibrosaFamilies.Mel);
        _mfccColumn = _inTable ? column + options.MelBands : column;
        _bands = _inTable ? store : new FrameStore(options.MelBands);
        _filters = new MelFilterBank(options.SampleRate, options.FftLength, options.MelBands, scale: options.MelScale, triangle: options.MelTriangle);
        _lanes = new float[options.MelBands * BatchFft.Lanes];
        _coefficients = new float[options.Coefficients * BatchFft.Lanes];
        (_delta, _delta2) = (DeltaFilter.SavitzkyGolay(options.DeltaWidth), DeltaFilter.SavitzkyGolay(options.DeltaWidth, order: 2));
    }

    private int BandsColumn => _inTable ? Column : 0;

    public override void Analyse(LibrosaBatch batch, FrameStore store, Span<float> rows)
    {
        _filters.ApplyBatch(batch.Power, _lanes);
        Decibel.FromPower(_lanes, (float)Decibel.DefaultFloor);
        if (!_inTable)
        {
            rows = _bands.Add(batch.Count);
        }

        _bands.Put(_lanes, rows, BandsColumn);
        _peak = Math.Max(_peak, Peak(MemoryMarshal.Cast<float, Vector256<float>>(_lanes.AsSpan()), batch.Count));
    }

    public override void Complete(FrameStore store)
    {
        for (var first = 0; first < store.Count; first += BatchFft.Lanes)
        {
            var rows = _bands.Eight(first);
            LaneTranspose.ToLanes(rows[BandsColumn..], _bands.Width, [], _lanes);
            Raise(MemoryMarshal.Cast<float, Vector256<float>>(_lanes.AsSpan()), _peak - TopDb);
            if (_inTable)
            {
                store.Put(_lanes, rows, Column);
            }

            if (_options.Families.HasFlag(LibrosaFamilies.Mfcc))
            {
                Dct.Of(_options.MelBands).ForwardBatch(_lanes, _coefficients);
                store.Put(_coefficients, store.Eight(first), _mfccColumn);
            }
        }

        if (_options.Families.HasFlag(LibrosaFamilies.Deltas))
        {
            var columns = _options.Coefficients;
            store.Filter(_delta, _mfccColumn, columns, _mfccColumn + columns);
            store.Filter(_delta2, _mfccColumn, columns, _mfccColumn + (2 * columns));
        }
    }

    public override void Reset()
    {
        _peak = float.NegativeInfinity;
        if (!_inTable)
        {
            _bands.Clear();
        }
    }

    /// <summary>The largest value of the first lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Peak(ReadOnlySpan<Vector256<float>> lanes, int count)
    {
        var largest = lanes[0];
        for (var band = 1; band < lanes.Length; band++)
        {
            largest = Vector256.Max(largest, lanes[band]);
        }

        var peak = largest[0];
        for (var lane = 1; lane < count; lane++)
        {
            peak = Math.Max(peak, largest[lane]);
        }

        return peak;
    }

    /// <summary>Raises to a floor what lies below it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Raise(Span<Vector256<float>> lanes, float floor)
    {
        for (var band = 0; band < lanes.Length; band++)
        {
            lanes[band] = Vector256.Max(lanes[band], Vector256.Create(floor));
        }
    }
}
