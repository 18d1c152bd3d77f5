using VoiceLake.Features;

namespace VoiceLake.Gold;

/// <summary>How the gold stage works.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
public sealed record GoldOptions
{
    /// <summary>How clips are cut; windows of 3 s every second at 16 kHz by default.</summary>
    public WindowOptions Windows { get; init; } = new();

    /// <summary>Clips computed at the same time, 1 or more; one for each processor by default. The result is the same bit for bit.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>Windows in one commit, 1 or more; 4,096 by default. A killed run loses at most this much work.</summary>
    public int CommitWindows { get; init; } = 4_096;

    /// <summary>The run's name in every row; a new one by default.</summary>
    public string? RunId { get; init; }

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">One or more cannot be met; the message names them all.</exception>
    public void Validate()
    {
        var mistakes = new List<string>(Windows?.Mistakes() ?? [$"{nameof(Windows)} is null"]);
        if (Parallelism < 1)
        {
            mistakes.Add($"{nameof(Parallelism)} is {Parallelism}, but must be 1 or more");
        }

        if (CommitWindows < 1)
        {
            mistakes.Add($"{nameof(CommitWindows)} is {CommitWindows}, but must be 1 or more");
        }

        if (RunId is { } id && string.IsNullOrWhiteSpace(id))
        {
            mistakes.Add($"{nameof(RunId)} is blank, but must be a name or null");
        }

        if (TimeProvider is null)
        {
            mistakes.Add($"{nameof(TimeProvider)} is null");
        }

        if (mistakes.Count > 0)
        {
            throw new ArgumentException($"Gold options: {string.Join("; ", mistakes)}.");
        }
    }
}
