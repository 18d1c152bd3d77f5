using VoiceLake.Display;
using VoiceLake.Stages;

namespace VoiceLake.Tests.Display;

public class ProgressBarTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void A_bar_shows_items_bytes_and_the_one_at_hand()
    {
        var bar = new ProgressBar("Copying");
        bar.Report(new StageProgress("bronze", 12, 21, 1_234_567, Current: "<mirabel>.tgz"));

        bar.ToString().ShouldBe("Copying [###########---------] 12 of 21, 1.2 MB: <mirabel>.tgz");
        DisplayOutput.Bundle(bar)["text/html"].ShouldBe(
            "<div><label>Copying <progress max=\"21\" value=\"12\"></progress></label> 12 of 21, 1.2 MB: &lt;mirabel&gt;.tgz</div>");
    }

    [Fact]
    public void A_burst_of_reports_is_drawn_at_most_ten_times_a_second_and_the_last_always()
    {
        var bar = new ProgressBar("Decoding", _time);
        var shown = new List<string>();
        bar.Changed = changed => shown.Add(changed.ToString()!);
        for (var item = 1; item <= 1000; item++)
        {
            bar.Report(new StageProgress("silver", item, 1000));
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        shown.Count.ShouldBe(11);
        shown[0].ShouldContain("] 1 of 1,000");
        shown[^1].ShouldBe("Decoding [####################] 1,000 of 1,000");
    }

    [Fact]
    public void A_report_that_came_late_from_another_thread_does_not_turn_the_bar_back()
    {
        var bar = new ProgressBar("Copying");
        bar.Report(new StageProgress("bronze", 5, 10));
        bar.Report(new StageProgress("bronze", 4, 10));

        bar.State.ItemsDone.ShouldBe(5);
    }

    [Fact]
    public void The_finished_bar_is_the_same_whatever_came_last()
    {
        var (one, other) = (new ProgressBar("Copying"), new ProgressBar("Copying"));
        one.Report(new StageProgress("bronze", 2, 2, 500, Current: "a.tgz"));
        other.Report(new StageProgress("bronze", 2, 2, 500, Current: "b.tgz"));

        one.ToHtml().ShouldBe(other.ToHtml());
        one.ToString().ShouldBe("Copying [####################] 2 of 2, 500 bytes");
    }

    [Fact]
    public void Nothing_to_do_is_a_full_bar_and_an_unknown_total_an_open_one()
    {
        var (none, open) = (new ProgressBar("Copying"), new ProgressBar("Copying"));
        none.Report(new StageProgress("bronze", 0, 0));
        open.Report(new StageProgress("bronze", 7, null));

        none.ToString().ShouldBe("Copying [####################] 0 of 0");
        open.ToHtml().ShouldBe("<div><label>Copying <progress></progress></label> 7</div>");
    }

    [Fact]
    public async Task Reports_from_many_threads_end_with_the_greatest()
    {
        var bar = new ProgressBar("Copying", _time);
        var (drawn, overlapping, depth) = (0, false, 0);
        bar.Changed = _ =>
        {
            overlapping |= Interlocked.Increment(ref depth) > 1;
            drawn++;
            Interlocked.Decrement(ref depth);
        };
        await Parallel.ForEachAsync(Enumerable.Range(1, 2000), TestContext.Current.CancellationToken, (item, _) =>
        {
            bar.Report(new StageProgress("bronze", item, 2000));
            return ValueTask.CompletedTask;
        });

        bar.State.ItemsDone.ShouldBe(2000);
        overlapping.ShouldBeFalse();
        drawn.ShouldBe(2);
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
