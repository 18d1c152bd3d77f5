namespace VoiceLake.Azure.DataFactory;

/// <summary>How a client talks to a factory.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record FactoryClientOptions
{
    /// <summary>The one certificate that the server may show, in PEM; for a factory served on this machine. Default: null, those that the system trusts.</summary>
    public string? PinnedCertificate { get; init; }

    /// <summary>How often a request that failed for a while is sent again. Default: 3. Starting a run is sent again only where it was refused, so that none starts twice.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>The pause before the first retry; the next ones are longer. Default: 0.8 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(0.8);

    /// <summary>The pause between two questions while a run is followed. Default: 2 s.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The clock of those pauses. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
