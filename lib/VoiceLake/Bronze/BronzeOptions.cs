namespace VoiceLake.Bronze;

/// <summary>How the bronze stage copies.</summary>
/// <remarks>Notebook: 01-extract-to-bronze</remarks>
public sealed record BronzeOptions
{
    /// <summary>Copies at the same time, 1 to 64; 4 by default, to spare the source.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>Further tries for one file (or listing) after a failure that may pass, 0 to 20; 5 by default.</summary>
    public int MaxRetries { get; init; } = 5;

    /// <summary>The base of the exponential wait before a further try, to which jitter is added; 1 s by default.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait before a further try, also where the source asks for more (Retry-After); 60 s by default.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a connection may take to open; 15 s by default.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the head of an answer may take; 60 s by default.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the body of an answer may bring nothing; 30 s by default.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest archive that is copied, in bytes, 1 or more; 16 GiB by default.</summary>
    public long MaxArchiveBytes { get; init; } = 16L << 30;

    /// <summary>Rows in one commit of the table, 1 to 100,000; 500 by default. Files are visible at once, and a killed run's rows are recovered.</summary>
    public int CommitRows { get; init; } = 500;

    /// <summary>Rows are committed at the latest when the next file is done after this time; 30 s by default.</summary>
    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Files in a row that could not be reached at all before the rest is given up for this run, 1 or more; 20 by default.</summary>
    public int GiveUpAfter { get; init; } = 20;

    /// <summary>Whether a file of the same name from another URL and with other content replaces the one in the lake; false by default: it is reported as a failure.</summary>
    public bool ReplaceOtherSources { get; init; }

    /// <summary>Whether archives that would be left alone are read and compared with their registered sha256, and copied again where they differ; false by default: only their length is compared.</summary>
    public bool Verify { get; init; }

    /// <summary>How long to wait for archives that another run is copying into the same lake, while none of them is done; 10 min by default, 0 fails at once.</summary>
    public TimeSpan WaitForOtherRuns { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The run's name in every row; a new one by default.</summary>
    public string? RunId { get; init; }

    /// <summary>The clock, also of waits and time-outs; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">One or more are out of range; the message names them all.</exception>
    public void Validate()
    {
        var mistakes = new List<string>();
        Between(nameof(Parallelism), Parallelism, 1, 64);
        Between(nameof(MaxRetries), MaxRetries, 0, 20);
        Between(nameof(CommitRows), CommitRows, 1, 100_000);
        Between(nameof(GiveUpAfter), GiveUpAfter, 1, int.MaxValue);
        Between(nameof(MaxArchiveBytes), MaxArchiveBytes, 1, long.MaxValue);
        Lasting(nameof(RetryDelay), RetryDelay, zero: true);
        Lasting(nameof(MaxRetryDelay), MaxRetryDelay, zero: true);
        Lasting(nameof(ConnectTimeout), ConnectTimeout);
        Lasting(nameof(ResponseTimeout), ResponseTimeout);
        Lasting(nameof(StallTimeout), StallTimeout);
        Lasting(nameof(CommitInterval), CommitInterval, zero: true);
        Lasting(nameof(WaitForOtherRuns), WaitForOtherRuns, zero: true);
        if (MaxRetryDelay < RetryDelay)
        {
            mistakes.Add($"{nameof(MaxRetryDelay)} is {MaxRetryDelay}, but must not be shorter than {nameof(RetryDelay)} ({RetryDelay})");
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
            throw new ArgumentException($"Bronze options: {string.Join("; ", mistakes)}.");
        }

        void Between(string name, long value, long least, long most)
        {
            if (value < least || value > most)
            {
                mistakes.Add($"{name} is {value}, but must be {least} {(most >= int.MaxValue ? "or more" : $"to {most}")}");
            }
        }

        void Lasting(string name, TimeSpan value, bool zero = false)
        {
            if (value < TimeSpan.Zero || (value == TimeSpan.Zero && !zero) || value > TimeSpan.FromDays(1))
            {
                mistakes.Add($"{name} is {value}, but must be {(zero ? "from 0" : "above 0")} to one day");
            }
        }
    }
}
