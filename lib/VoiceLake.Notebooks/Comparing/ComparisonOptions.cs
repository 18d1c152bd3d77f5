using VoiceLake.Notebooks.Comparing.Sanitising;

namespace VoiceLake.Notebooks.Comparing;

/// <summary>What two notebooks are compared by.</summary>
public sealed record ComparisonOptions
{
    /// <summary>What is replaced in outputs before they are compared, in this order. Default: all sanitisers there are.</summary>
    public IReadOnlyList<Sanitiser> Sanitisers { get; init; } = Sanitising.Sanitisers.All;

    /// <summary>Folders whose paths the sanitiser <c>paths</c> replaces. Default: the working folder.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [Environment.CurrentDirectory];

    /// <summary>How many hexadecimal digits the sanitiser <c>hashes</c> takes for a hash. Default: 16.</summary>
    public int HashLength { get; init; } = 16;

    internal bool ComparesExecutionCounts => Sanitisers.All(one => one.Name != Sanitising.Sanitisers.ExecutionCounts);

    internal string Sanitise(string text) => Sanitisers.Aggregate(text, (current, one) => one.Apply(current, this));
}
