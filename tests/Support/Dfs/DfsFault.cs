namespace VoiceLake.Tests.Support.Dfs;

/// <summary>What goes wrong with one request, on purpose.</summary>
internal sealed record DfsFault
{
    /// <summary>The request is not done; the answer has this status.</summary>
    public int? Status { get; private init; }

    /// <summary>The header Retry-After of that answer, in seconds.</summary>
    public int? RetryAfter { get; private init; }

    /// <summary>The connection ends before the request is done.</summary>
    public bool CutBefore { get; private init; }

    /// <summary>The request is done, and the connection ends before its answer.</summary>
    public bool CutAfter { get; private init; }

    /// <summary>The connection ends after so many bytes of the answer's body.</summary>
    public int? CutBody { get; private init; }

    /// <summary>What happens after the request is done and before its connection ends.</summary>
    public Func<Task>? Meanwhile { get; init; }

    public static DfsFault Refused(int status, int? retryAfter = null) => new() { Status = status, RetryAfter = retryAfter };

    public static DfsFault BeforeItIsDone { get; } = new() { CutBefore = true };

    public static DfsFault AfterItIsDone { get; } = new() { CutAfter = true };

    public static DfsFault InTheBody(int after) => new() { CutBody = after };
}
