using System.Runtime.CompilerServices;

namespace VoiceLake.Signal.Internals;

/// <summary>Rooms for values in lanes.</summary>
internal static class LaneBuffer
{
    private const int CacheLine = 64;

    /// <summary>Room for zeros that begins with a cache line and is never moved: no vector in it straddles two lines.</summary>
    public static unsafe Memory<T> Of<T>(int count)
        where T : unmanaged
    {
        var size = Unsafe.SizeOf<T>();
        var room = GC.AllocateArray<T>(count + (CacheLine / size), pinned: true);
        var beyond = (int)((nuint)Unsafe.AsPointer(ref room[0]) % CacheLine);
        return room.AsMemory((CacheLine - beyond) % CacheLine / size, count);
    }
}
