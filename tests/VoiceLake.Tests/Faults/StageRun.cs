using VoiceLake.Bronze;
using VoiceLake.Gold;
using VoiceLake.Lake;
using VoiceLake.Silver;

namespace VoiceLake.Tests.Faults;

/// <summary>The stages by name, with options that make many small commits of little work.</summary>
internal static class StageRun
{
    public static IReadOnlyList<string> Names { get; } = ["bronze", "silver", "gold"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Runs a stage; returns how many items it had work with.</summary>
    public static async Task<long> RunAsync(string stage, DataLake lake, string source, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        switch (stage)
        {
            case "bronze":
                var options = new BronzeOptions { CommitRows = 1, RetryDelay = TimeSpan.FromMilliseconds(20), MaxRetryDelay = TimeSpan.FromSeconds(1), TimeProvider = time };
                var bronze = await BronzeStage.RunAsync(lake, SubmissionSource.Open(source), options, cancellationToken: Token);
                bronze.Failures.ShouldBeEmpty();
                return bronze.Submissions.Good;
            case "silver":
                return (await SilverStage.RunAsync(lake, new SilverOptions { BatchArchives = 1, Time = time }, cancellationToken: Token)).Submissions.Good;
            default:
                return (await GoldStage.RunAsync(lake, new GoldOptions { CommitWindows = 2, TimeProvider = time }, cancellationToken: Token)).Clips.Good;
        }
    }
}
