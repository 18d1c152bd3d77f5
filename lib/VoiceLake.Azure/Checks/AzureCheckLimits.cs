namespace VoiceLake.Azure.Checks;

/// <summary>How long a check waits: it is somebody who looks on, and one quick try tells enough.</summary>
internal sealed record AzureCheckLimits
{
    /// <summary>How long the account may take for its first answer, retries included, and for each try of later ones. Default: 10 s.</summary>
    public TimeSpan FirstContact { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long signing in may take, and asking the vault, which signs in too. Default: 30 s, for the Azure CLI is slow on a busy machine.</summary>
    public TimeSpan SignIn { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is sent again. Default: 2.</summary>
    public int MaxRetries { get; init; } = 2;

    /// <summary>The pause before the first retry. Default: 0.2 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(0.2);

    /// <summary>Does something within a limit.</summary>
    /// <returns>Whether it ended in time, and what it gave.</returns>
    public static async Task<(bool InTime, T? Result)> WithinAsync<T>(TimeSpan limit, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        both.CancelAfter(limit);
        try
        {
            return (true, await work(both.Token));
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return (false, default);
        }
    }
}
