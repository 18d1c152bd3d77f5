using System.Runtime.Intrinsics;

namespace VoiceLake.Signal.Internals;

/// <summary>Samples of frames that stand side by side, made where they are read.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal interface ILaneSource<T>
    where T : unmanaged
{
    /// <summary>Sample <paramref name="n"/> of all frames.</summary>
    Vector256<T> At(nint n);
}
