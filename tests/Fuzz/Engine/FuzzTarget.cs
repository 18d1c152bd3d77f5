namespace VoiceLake.Fuzz.Engine;

/// <summary>One reader of bytes that strangers wrote: for any input it gives a result or its typed error, in bounded time and memory.</summary>
internal abstract class FuzzTarget
{
    /// <summary>The name on the command line and of the folder of its corpus.</summary>
    public abstract string Name { get; }

    /// <summary>Pieces that inputs are likely to hold, for the mutator.</summary>
    public virtual IReadOnlyList<string> Dictionary => [];

    /// <summary>The most bytes of an input.</summary>
    public virtual int MaxLength => 16_384;

    /// <summary>Good inputs to begin with, beside those that the corpus keeps.</summary>
    public abstract IEnumerable<byte[]> Seeds();

    /// <summary>Makes checksums right that a mutation has broken, so that what lies behind them is reached; most formats have none.</summary>
    public virtual byte[] Seal(byte[] input) => input;

    /// <summary>Reads an input, catches the errors that its reader promises, and checks what it promises of a result.</summary>
    /// <exception cref="BrokenPromiseException">A result is not as promised.</exception>
    public abstract void Run(byte[] input);

    /// <summary>Throws where a promise does not hold.</summary>
    protected static void Promise(bool held, string promise)
    {
        if (!held)
        {
            throw new BrokenPromiseException(promise);
        }
    }
}

/// <summary>A reader gave a result, but not one that it promises.</summary>
internal sealed class BrokenPromiseException(string promise) : Exception(promise);
