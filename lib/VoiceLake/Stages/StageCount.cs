namespace VoiceLake.Stages;

/// <summary>What became of the items a stage was given; they always add up.</summary>
/// <remarks>Notebook: 01-extract-to-bronze</remarks>
/// <param name="Item">What is counted, in the plural: submissions, clips, windows.</param>
/// <param name="Good">Items that passed and were written.</param>
/// <param name="Quarantined">Items that were rejected, each with its row in quarantine.</param>
/// <param name="Unchanged">Items known from an earlier run and left alone.</param>
public sealed record StageCount(string Item, long Good, long Quarantined, long Unchanged)
{
    /// <summary>How many items went in: good + quarantined + unchanged.</summary>
    public long In => Good + Quarantined + Unchanged;

    /// <inheritdoc/>
    public override string ToString() => $"{Item}: {In} in = {Good} good + {Quarantined} quarantined + {Unchanged} unchanged";
}
