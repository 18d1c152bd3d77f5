using System.Runtime.CompilerServices;
using VoiceLake.Signal;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Features;

/// <summary>Values of frames, row after row, in pieces that are kept for the next clip: a long clip is never copied to grow.</summary>
/// <param name="width">Values of a frame.</param>
internal sealed class FrameStore(int width)
{
    // A whole number of batches, so that eight frames are never apart. Pieces are pinned: the garbage collector never moves, that is copies, them.
    private const int FramesInChunk = 64 * BatchFft.Lanes;
    private readonly List<float[]> _chunks = [];
    private float[] _before = [];
    private float[] _after = [];

    /// <summary>How many frames there are.</summary>
    public int Count { get; private set; }

    /// <summary>Values of a frame.</summary>
    public int Width { get; } = width;

    /// <summary>The values of a frame.</summary>
    public Span<float> this[int frame] => _chunks[frame / FramesInChunk].AsSpan(frame % FramesInChunk * Width, Width);

    /// <summary>The values of eight frames from a multiple of eight on.</summary>
    public Span<float> Eight(int frame) => _chunks[frame / FramesInChunk].AsSpan(frame % FramesInChunk * Width, BatchFft.Lanes * Width);

    /// <summary>Adds up to eight frames; only the last ones of a clip may be fewer.</summary>
    /// <param name="count">How many.</param>
    /// <returns>Room for eight, with values of an earlier clip.</returns>
    public Span<float> Add(int count)
    {
        if (Count == _chunks.Count * FramesInChunk)
        {
            _chunks.Add(GC.AllocateUninitializedArray<float>(FramesInChunk * Width, pinned: true));
        }

        Count += count;
        return Eight((Count - 1) / BatchFft.Lanes * BatchFft.Lanes);
    }

    /// <summary>Forgets all frames.</summary>
    public void Clear() => Count = 0;

    /// <summary>Moves values that stand side by side in lanes into columns of the last frames added.</summary>
    /// <param name="lanes">Values of eight frames.</param>
    /// <param name="rows">What <see cref="Add"/> gave.</param>
    /// <param name="column">Where the first one goes.</param>
    public void Put(ReadOnlySpan<float> lanes, Span<float> rows, int column) => LaneTranspose.FromLanes(lanes, rows[column..], Width);

    /// <summary>One column over all frames.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Column(int column, Span<float> values)
    {
        for (var start = 0; start < Count; start += FramesInChunk)
        {
            var piece = _chunks[start / FramesInChunk];
            var part = values[start..Math.Min(Count, start + FramesInChunk)];
            for (var (frame, at) = (0, column); frame < part.Length; (frame, at) = (frame + 1, at + Width))
            {
                part[frame] = piece[at];
            }
        }
    }

    /// <summary>Filters some columns over time into others.</summary>
    /// <param name="filter">What follows from the values before and after.</param>
    /// <param name="source">The first column that is filtered.</param>
    /// <param name="columns">How many are.</param>
    /// <param name="target">The first column that is written.</param>
    public void Filter(DeltaFilter filter, int source, int columns, int target)
    {
        var half = filter.Width / 2;
        for (var start = 0; start < Count; start += FramesInChunk)
        {
            var inner = Math.Min(FramesInChunk, Count - start) - (2 * half);
            if (inner > 0)
            {
                var rows = _chunks[start / FramesInChunk].AsSpan();
                filter.Slide(rows[source..], Width, columns, inner, rows[((half * Width) + target)..]);
            }

            Seam(filter, source, columns, target, start);
        }

        Seam(filter, source, columns, target, Count);
    }

    /// <summary>A table of all frames. The store's full pieces become the table's; it gets others for the next clip.</summary>
    /// <param name="features">Its columns, as many as a frame has values.</param>
    /// <param name="start">The time of the first frame's centre, in seconds.</param>
    /// <param name="hop">From one frame to the next, in seconds.</param>
    public FrameTable ToTable(FeatureSet features, double start, double hop)
    {
        var full = Count / FramesInChunk;
        var rest = Count % FramesInChunk * Width;
        List<float[]> pieces = _chunks[..full];
        if (rest > 0)
        {
            pieces.Add(_chunks[full][..rest]);
        }

        _chunks.RemoveRange(0, full);
        Clear();
        return new FrameTable(features, start, hop, pieces, FramesInChunk);
    }

    /// <summary>Filters the frames around one whose neighbours are not all in one piece: a piece's first, or the end.</summary>
    private void Seam(DeltaFilter filter, int source, int columns, int target, int seam)
    {
        var half = filter.Width / 2;
        var (first, end) = (Math.Max(0, seam - half), Math.Min(Count, seam + half));

        // As many frames more on both sides as decide about the first and last one.
        var (from, to) = (Math.Max(0, first - filter.Width), Math.Min(Count, end + filter.Width));
        var length = (to - from) * columns;
        if (_before.Length < length)
        {
            (_before, _after) = (new float[4 * filter.Width * columns], new float[4 * filter.Width * columns]);
        }

        for (var frame = from; frame < to; frame++)
        {
            this[frame].Slice(source, columns).CopyTo(_before.AsSpan((frame - from) * columns));
        }

        filter.Apply(_before.AsSpan(0, length), columns, _after.AsSpan(0, length));
        for (var frame = first; frame < end; frame++)
        {
            _after.AsSpan((frame - from) * columns, columns).CopyTo(this[frame][target..]);
        }
    }
}
