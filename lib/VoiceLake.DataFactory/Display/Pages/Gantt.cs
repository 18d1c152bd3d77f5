using System.Text;
using VoiceLake.DataFactory.Running;
using static VoiceLake.DataFactory.Display.HtmlText;

namespace VoiceLake.DataFactory.Display.Pages;

/// <summary>The tries of all activities over time: a row an activity, side by side where they ran at once, and drawn together where they would be too small to see.</summary>
internal static class Gantt
{
    private const double Width = 1000;
    private const double LeastWidth = 2.5;
    private const int MostLanes = 12;
    private const int MostTabStops = 20;
    private const double LoneHeight = 16;
    private const double LaneHeight = 7;

    public static string Draw(RunView view)
    {
        var html = new StringBuilder("<div class=\"gantt\">\n<p class=\"axis\" aria-hidden=\"true\"><span class=\"times\">");
        for (var quarter = 0; quarter <= 4; quarter++)
        {
            html.Append($"<span>{TimeText.Of(view.Length * quarter / 4)}</span>");
        }

        html.Append("</span></p>\n<ul>\n");
        foreach (var activity in view.Activities)
        {
            Row(html, view, activity);
        }

        return html.Append("</ul>\n</div>").ToString();
    }

    private static void Row(StringBuilder html, RunView view, RunViewActivity activity)
    {
        var lanes = Lanes(view, activity.Runs.Where(run => run.Status != RunStatus.Skipped));
        var lane = lanes.Count > 1 ? LaneHeight : LoneHeight;
        var height = Math.Max(1, lanes.Count) * lane;
        html.Append($"<li class=\"depth-{Math.Min(activity.Depth, 3)}\"><a class=\"name\" href=\"#{activity.Id}\">{Encode(activity.Activity.Name)}</a>")
            .Append($"<svg viewBox=\"0 0 {Number(Width)} {Number(height)}\" height=\"{Number(height)}\" preserveAspectRatio=\"none\" role=\"group\" aria-label=\"{Encode($"{activity.Activity.Name}: {Summary(activity)}")}\">");
        var isTabStop = activity.Runs.Count <= MostTabStops;
        for (var i = 0; i < lanes.Count; i++)
        {
            // The failed ones last, so that nothing lies over them.
            foreach (var bar in lanes[i].OrderBy(bar => bar.First.Status == RunStatus.Failed))
            {
                html.Append($"<a href=\"#{Encode(activity.PlaceOf(bar.First))}\"{(isTabStop ? $" aria-label=\"{Encode(bar.ToString())}\"" : " tabindex=\"-1\" aria-hidden=\"true\"")}>")
                    .Append($"<rect x=\"{Number(bar.Left)}\" y=\"{Number(i * lane)}\" width=\"{Number(Math.Min(bar.Right, Width) - bar.Left)}\" height=\"{Number(lane - 1)}\" fill=\"{StatusColors.Of(bar.First.Status)}\"><title>{Encode(bar.ToString())}</title></rect></a>");
            }
        }

        html.Append("</svg></li>\n");
    }

    // Each try goes into the first lane that is free; where as many lanes as are drawn are taken, into the one that is free soonest.
    private static List<List<Bar>> Lanes(RunView view, IEnumerable<ActivityRun> runs)
    {
        var lanes = new List<List<Bar>>();
        foreach (var run in runs)
        {
            var bar = new Bar(run, Place(view, run.ActivityRunStart), Place(view, run.ActivityRunEnd ?? view.End));
            var lane = lanes.Find(free => free[^1].Right <= bar.Left || free[^1].TakesIn(bar));
            if (lane is null && lanes.Count < MostLanes)
            {
                lanes.Add(lane = []);
            }

            lane ??= lanes.MinBy(taken => taken[^1].Right)!;
            if (lane.Count > 0 && lane[^1].TakesIn(bar))
            {
                lane[^1].Add(bar);
            }
            else
            {
                lane.Add(bar);
            }
        }

        return lanes;
    }

    private static double Place(RunView view, DateTimeOffset time) => Math.Clamp((time - view.Start) / view.Length, 0, 1) * (Width - LeastWidth);

    private static string Summary(RunViewActivity activity) =>
        activity.Runs.Count == 0 ? "did not run" : ActivityState.Of(activity.Runs).Values.First().ToString();

    private sealed class Bar(ActivityRun first, double left, double right)
    {
        private int _count = 1;

        public ActivityRun First { get; } = first;

        public double Left { get; } = left;

        public double Right { get; private set; } = Math.Max(right, left + LeastWidth);

        // Only bars that are hardly wider than can be seen are drawn as one, and only those that ended alike.
        public bool TakesIn(Bar other) => other.First.Status == First.Status && other.Right - other.Left <= 2 * LeastWidth && other.Left - Right < 1 && other.Right >= Right - LeastWidth;

        public void Add(Bar other) => (Right, _count) = (Math.Max(Right, other.Right), _count + 1);

        public override string ToString() => _count > 1
            ? $"{_count:N0} tries: {First.Status}"
            : $"{First.ActivityName}{(First.IterationHash.Length == 0 ? "" : $", {First.IterationHash}")}{(First.RetryAttempt is > 0 and var retry ? $", retry {retry}" : "")}: {First.Status}{(First.ActivityRunEnd is { } end ? $", {TimeText.Of(end - First.ActivityRunStart)}" : "")}";
    }
}
