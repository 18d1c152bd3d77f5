using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace VoiceLake.Fuzz.Engine;

/// <summary>Which branches an execution took, and which any has taken: AFL's map of 64 K edges with counts in eight buckets.</summary>
internal sealed unsafe class CoverageMap
{
    private const int Size = 1 << 16;
    private static readonly byte[] Buckets = [.. Enumerable.Range(0, 256).Select(BucketOf)];
    private readonly byte* _now = (byte*)NativeMemory.AllocZeroed(Size);
    private readonly byte[] _ever = new byte[Size];

    public CoverageMap() => Trace.SharedMem = _now;

    /// <summary>Edges that were taken at least once.</summary>
    public int Edges { get; private set; }

    /// <summary>Forgets the last execution.</summary>
    public void Begin()
    {
        NativeMemory.Clear(_now, Size);
        Trace.PrevLocation = 0;
    }

    /// <summary>Adds the last execution; whether it took an edge, or an edge so often, as none before.</summary>
    public bool Add()
    {
        var isNew = false;
        for (var word = 0; word < Size; word += sizeof(ulong))
        {
            if (*(ulong*)(_now + word) == 0)
            {
                continue;
            }

            for (var at = word; at < word + sizeof(ulong); at++)
            {
                var bucket = Buckets[_now[at]];
                if ((bucket & ~_ever[at]) != 0)
                {
                    isNew = true;
                    Edges += _ever[at] == 0 ? 1 : 0;
                    _ever[at] |= bucket;
                }
            }
        }

        return isNew;
    }

    private static byte BucketOf(int count) => count switch
    {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
