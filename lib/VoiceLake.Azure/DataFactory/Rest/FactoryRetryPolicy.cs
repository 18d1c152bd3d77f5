using Azure.Core;
using Azure.Core.Pipeline;

namespace VoiceLake.Azure.DataFactory.Rest;

/// <summary>Azure's own retries, but for starting runs: a request that may have arrived is not sent again, since it would start a second run.</summary>
internal sealed class FactoryRetryPolicy(int maxRetries, TimeSpan delay) : RetryPolicy(maxRetries, DelayStrategy.CreateExponentialDelayStrategy(delay))
{
    private const int TooManyRequests = 429;

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) => MayRepeat(message, exception) && base.ShouldRetry(message, exception);

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) => MayRepeat(message, exception) && await base.ShouldRetryAsync(message, exception);

    private static bool MayRepeat(HttpMessage message, Exception? exception) =>
        !message.Request.Uri.Path.EndsWith("/createRun", StringComparison.Ordinal) || (exception is null && message.Response.Status == TooManyRequests);
}
