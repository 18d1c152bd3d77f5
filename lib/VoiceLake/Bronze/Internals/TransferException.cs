using VoiceLake.Quality;

namespace VoiceLake.Bronze.Internals;

/// <summary>A try that failed on the way, under the rule by which it is reported if no further try succeeds.</summary>
internal sealed class TransferException(QualityRule rule, string message, Exception? inner = null, bool mayPass = true) : IOException(message, inner)
{
    public QualityRule Rule { get; } = rule;

    /// <summary>Whether another try can help.</summary>
    public bool MayPass { get; } = mayPass;

    /// <summary>Whether not even a connection came about: nobody listens there, or the host has no address.</summary>
    public bool NoConnection { get; init; }
}
