namespace VoiceLake.Features.Librosa;

/// <summary>Some columns of librosa's features: what is known of eight frames at once, and what only the whole clip tells.</summary>
/// <param name="column">Its first column in the store.</param>
internal abstract class LibrosaFamily(int column)
{
    /// <summary>Its first column in the store.</summary>
    protected int Column { get; } = column;

    /// <summary>Takes eight frames.</summary>
    /// <param name="batch">The frames.</param>
    /// <param name="store">Where their values go.</param>
    /// <param name="rows">Their rows in the store.</param>
    public abstract void Analyse(LibrosaBatch batch, FrameStore store, Span<float> rows);

    /// <summary>Finishes all frames of the clip.</summary>
    public virtual void Complete(FrameStore store)
    {
    }

    /// <summary>Forgets the clip.</summary>
    public virtual void Reset()
    {
    }
}
