using System.Text.Json;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting.Rules;

/// <summary>Data Factory's limits.</summary>
internal static class LimitRules
{
    private const int MostActivities = 80;
    private const int MostActivitiesOnRequest = 120;
    private const int MostParameters = 50;
    private const int LargestPipeline = 200 * 1024;

    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("too-many-activities", "A pipeline has at most 80 activities, those inside loops and branches among them; 120 where Azure was asked to raise the limit.", TooManyActivities),
        new("too-many-parameters", "A pipeline has at most 50 parameters.", TooManyParameters),
        new("pipeline-size", "A pipeline's JSON has at most 200 KB.", TooLarge),
        new("batch-count", "A ForEach does 1 to 50 items at once.", BatchCounts),
        new("policy", "A policy tries again 0 times or more, after 30 to 86,400 seconds, with a time-out written as d.hh:mm:ss.", Policies),
    ];

    private static IEnumerable<Mistake> TooManyActivities(LintSubject subject) =>
        from pipeline in subject.Factory.Pipelines
        let count = pipeline.AllActivities.Count()
        where count > MostActivities
        select new Mistake(
            pipeline.Place.Child("properties").Child("activities"),
            $"There are {count} activities, more than {(count > MostActivitiesOnRequest ? MostActivitiesOnRequest : MostActivities)}",
            "move some into a pipeline of their own and call that with ExecutePipeline");

    private static IEnumerable<Mistake> TooManyParameters(LintSubject subject) =>
        from pipeline in subject.Factory.Pipelines
        where pipeline.Parameters.Count > MostParameters
        select new Mistake(pipeline.Place.Child("properties").Child("parameters"), $"There are {pipeline.Parameters.Count} parameters, more than {MostParameters}", "pass an object instead");

    private static IEnumerable<Mistake> TooLarge(LintSubject subject) =>
        from pipeline in subject.Factory.Pipelines
        let size = JsonSerializer.SerializeToUtf8Bytes(pipeline.Json).Length
        where size > LargestPipeline
        select new Mistake(pipeline.Place, $"The pipeline has {size} bytes, more than {LargestPipeline}", "split it");

    private static IEnumerable<Mistake> BatchCounts(LintSubject subject) =>
        from loop in subject.Activities.Select(found => found.Activity).OfType<ForEachActivity>()
        where loop.BatchCount is { IsExpression: false, Json: var json } && !(json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var count) && count is >= 1 and <= 50)
        select new Mistake(loop.Place.Child("typeProperties").Child("batchCount"), $"{loop.BatchCount} is no number of items from 1 to 50", "write one");

    private static IEnumerable<Mistake> Policies(LintSubject subject)
    {
        foreach (var policy in subject.Activities.Select(found => (found.Activity as ExecutionActivity)?.Policy).OfType<ActivityPolicy>())
        {
            if (OutOf(policy.Retry, 0, int.MaxValue))
            {
                yield return new Mistake(policy.Place.Child("retry"), $"{policy.Retry} is no number of retries", "write 0 or more");
            }

            if (OutOf(policy.RetryIntervalInSeconds, 30, 86_400))
            {
                yield return new Mistake(policy.Place.Child("retryIntervalInSeconds"), $"{policy.RetryIntervalInSeconds} seconds are not 30 to 86,400", "write a number between");
            }

            if (policy.Timeout is { IsExpression: false } timeout && !(timeout.Json.ValueKind == JsonValueKind.String && TimeSpanText.TryRead(timeout.Json.GetString()!, out _)))
            {
                yield return new Mistake(policy.Place.Child("timeout"), $"{timeout} is no time-out", "write d.hh:mm:ss, such as 0.00:10:00");
            }
        }
    }

    private static bool OutOf(Dynamic<int>? value, int least, int most) =>
        value is { IsExpression: false } plain && !(plain.Json.ValueKind == JsonValueKind.Number && plain.Json.TryGetInt32(out var number) && number >= least && number <= most);
}
