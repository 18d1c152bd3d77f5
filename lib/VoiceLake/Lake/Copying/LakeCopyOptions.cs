namespace VoiceLake.Lake.Copying;

/// <summary>What a copy between two lakes takes, and how.</summary>
/// <remarks>Notebook: 00-setup</remarks>
public sealed record LakeCopyOptions
{
    /// <summary>Only what lies below this path, such as <c>bronze</c> or <c>silver/tables/clips</c>. Default: null, the four containers.</summary>
    public string? Only { get; init; }

    /// <summary>Whether the target becomes a mirror: what the source has not is deleted there, once all else is copied. Default: false.</summary>
    public bool Mirror { get; init; }

    /// <summary>Whether objects of equal length are compared byte by byte instead of by their times. Default: false.</summary>
    public bool CompareContent { get; init; }

    /// <summary>Whether every object is read back and its SHA-256 compared. Default: true.</summary>
    public bool Verify { get; init; } = true;

    /// <summary>Whether the plan is only made. Default: false.</summary>
    public bool DryRun { get; init; }

    /// <summary>Objects that are copied at once. Default: 8.</summary>
    public int Parallelism { get; init; } = 8;

    /// <summary>Longer objects go in pieces of this many bytes, and a copy that was cut off goes on after the last one. Default: 8 MiB.</summary>
    public int PieceLength { get; init; } = 8 << 20;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">The message names every mistake.</exception>
    public void Validate()
    {
        List<string> mistakes = [];
        if (Only is { } only && !LakeContainers.IsName(only.Split('/')[0]))
        {
            mistakes.Add($"{nameof(Only)} is '{only}', but a path begins with {LakeContainers.Sentence}.");
        }

        if (Parallelism is < 1 or > 256)
        {
            mistakes.Add($"{nameof(Parallelism)} is {Parallelism}, but from 1 to 256 objects go at once.");
        }

        if (PieceLength is < 1 << 16 or > 1 << 28)
        {
            mistakes.Add($"{nameof(PieceLength)} is {PieceLength}, but a piece has from 64 KiB to 256 MiB.");
        }

        if (mistakes.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", mistakes));
        }
    }
}
