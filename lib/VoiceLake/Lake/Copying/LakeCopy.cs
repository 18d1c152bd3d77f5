namespace VoiceLake.Lake.Copying;

/// <summary>Copies objects and tables from one lake to another, wherever they lie.</summary>
/// <remarks>
/// A table's data files go before its log, and the log version by version: whoever reads the target meanwhile sees whole versions. What the target
/// has already, by length and time, is not sent again; a long object that was cut off goes on where it stopped. Notebook: 00-setup
/// </remarks>
public static class LakeCopy
{
    /// <summary>Runs a copy.</summary>
    /// <param name="from">The source; only read.</param>
    /// <param name="to">The target.</param>
    /// <param name="options">What is copied; everything by default.</param>
    /// <param name="progress">Told of every object, and of the pieces of long ones.</param>
    /// <param name="cancellationToken">Stops it; what is copied stays.</param>
    /// <exception cref="ArgumentException">The options cannot be met; the message names every mistake.</exception>
    /// <exception cref="LakeException">Source and target are one, the source holds nothing, or one of them cannot be listed.</exception>
    public static async Task<LakeCopyReport> RunAsync(
        ILakeStore from, ILakeStore to, LakeCopyOptions? options = null, IProgress<LakeCopyProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        options ??= new LakeCopyOptions();
        options.Validate();
        if (from.Address == to.Address)
        {
            throw new LakeException($"{from.Address} is both source and target: name two lakes.");
        }

        if (IsBelow(from.Address, to.Address) || IsBelow(to.Address, from.Address))
        {
            throw new LakeException($"{from.Address} and {to.Address} lie one in the other: a copy would take itself in, and a mirror delete its source. Name two lakes that lie apart.");
        }

        var plan = await CopyPlan.MakeAsync(from, to, options, cancellationToken);
        if (plan.Objects.Count + plan.Kept + plan.Refused.Count == 0)
        {
            // A mistyped source must not empty its mirror.
            throw new LakeException($"{from.Address} holds nothing{(options.Only is { } only ? $" below {only}" : "")}: check the address of the source. Nothing was copied or deleted.");
        }

        if (options.DryRun)
        {
            foreach (var failure in plan.Refused)
            {
                progress?.Report(new LakeCopyProgress(0, plan.Objects.Count, 0, 0, failure));
            }

            IReadOnlyList<LakePath> deleted = [.. plan.First, .. plan.Extra];
            return new LakeCopyReport(plan.Objects.Count, plan.Objects.Sum(found => found.Length), plan.Kept, deleted.Count, 0, plan.Refused) { ToCopy = plan.Objects, ToDelete = deleted };
        }

        return await CopyTelemetry.RunAsync(from, to, () => new CopyRun(from, to, options, plan, progress).RunAsync(cancellationToken));
    }

    private static bool IsBelow(Uri inner, Uri outer) =>
        outer.IsFile && inner.IsFile && inner.AbsolutePath.StartsWith(outer.AbsolutePath.TrimEnd('/') + "/", StringComparison.Ordinal);
}
