using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Signal.Internals;

/// <summary>The first largest of some values in each lane, and how far the next largest lies below it.</summary>
internal struct LaneMaximum()
{
    private Vector256<float> _best = Vector256.Create(float.NegativeInfinity);
    private Vector256<float> _next = Vector256.Create(float.NegativeInfinity);
    private Vector256<int> _index;

    /// <summary>Takes one value a lane; indices grow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(Vector256<float> values, int index)
    {
        var larger = Vector256.GreaterThan(values, _best);
        _next = Vector256.Max(_next, Vector256.Min(_best, values));
        _best = Vector256.Max(_best, values);
        _index = Vector256.ConditionalSelect(larger.AsInt32(), Vector256.Create(index), _index);
    }

    /// <summary>The index of a lane's largest value, that value and the next largest.</summary>
    public readonly (int Index, float Best, float Next) Of(int lane) => (_index[lane], _best[lane], _next[lane]);
}
