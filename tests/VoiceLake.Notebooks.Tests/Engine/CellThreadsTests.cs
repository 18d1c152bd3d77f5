using VoiceLake.Notebooks.Engine;

namespace VoiceLake.Notebooks.Tests.Engine;

public class CellThreadsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_thread_that_sleeps_is_woken()
    {
        var threads = new CellThreads();
        using var inside = new ManualResetEventSlim();
        var sleeper = Task.Run(() => threads.Run(() =>
        {
            inside.Set();
            Thread.Sleep(Timeout.Infinite);
            return 0;
        }));
        inside.Wait(Patience, TestContext.Current.CancellationToken).ShouldBeTrue();
        threads.Interrupt();

        await Should.ThrowAsync<ThreadInterruptedException>(sleeper.WaitAsync(Patience, TestContext.Current.CancellationToken));
        threads.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_thread_that_computes_is_woken_at_its_next_wait()
    {
        var threads = new CellThreads();
        using var inside = new ManualResetEventSlim();
        var interrupted = false;
        var worker = Task.Run(() => threads.Run(() =>
        {
            inside.Set();
            while (!Volatile.Read(ref interrupted))
            {
                Thread.SpinWait(100);
            }

            Thread.Sleep(Timeout.Infinite);
            return 0;
        }));
        inside.Wait(Patience, TestContext.Current.CancellationToken).ShouldBeTrue();
        threads.Interrupt();
        threads.Count.ShouldBe(1);
        Volatile.Write(ref interrupted, true);

        await Should.ThrowAsync<ThreadInterruptedException>(worker.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void An_interrupt_that_has_not_struck_does_not_strike_what_the_thread_does_next()
    {
        var threads = new CellThreads();
        var struck = false;
        var thread = new Thread(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                // Interrupted while it computes and never waits: the interrupt is pending when it leaves.
                threads.Run(() =>
                {
                    threads.Interrupt();
                    return 0;
                });
                try
                {
                    Thread.Sleep(0);
                    Thread.Yield();
                    new ManualResetEventSlim(true).Wait();
                    Thread.Sleep(1);
                }
                catch (ThreadInterruptedException)
                {
                    struck = true;
                }
            }
        });
        thread.Start();
        thread.Join(Patience).ShouldBeTrue();
        struck.ShouldBeFalse();
    }

    [Fact]
    public void A_thread_that_is_not_in_the_cell_is_left_alone()
    {
        var threads = new CellThreads();
        threads.Run(() => 1).ShouldBe(1);
        threads.Interrupt();
        Should.NotThrow(() => Thread.Sleep(1));
    }

    [Fact]
    public void Code_within_code_leaves_with_the_outermost()
    {
        var threads = new CellThreads();
        threads.Run(() =>
        {
            threads.Run(() => 1);
            return threads.Count;
        }).ShouldBe(1);
        threads.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_loop_that_catches_every_interrupt_is_given_up_after_the_grace_time()
    {
        using var cancel = new CancellationTokenSource();
        using var stop = new ManualResetEventSlim();
        using var inside = new ManualResetEventSlim();
        using var ended = new ManualResetEventSlim();
        var run = new CellRun(_ => { }, cancel.Token);
        var cell = run.InterruptibleAsync(() => run.StartAsync(() =>
        {
            inside.Set();
            while (!stop.IsSet)
            {
                try
                {
                    Thread.Sleep(10);
                }
                catch (ThreadInterruptedException)
                {
                    // What a user's loop with "catch (Exception)" does.
                }
            }

            ended.Set();
            return Task.FromResult<object?>(null);
        }));
        inside.Wait(Patience, TestContext.Current.CancellationToken).ShouldBeTrue();
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(cell.WaitAsync(Patience, TestContext.Current.CancellationToken));
        run.StillComputes.ShouldBeTrue();
        stop.Set();
        ended.Wait(Patience, TestContext.Current.CancellationToken).ShouldBeTrue();
    }

    [Fact]
    public async Task A_cell_that_took_the_token_ends_by_itself()
    {
        using var cancel = new CancellationTokenSource();
        var run = new CellRun(_ => { }, cancel.Token);
        var cleaned = false;
        var inside = new TaskCompletionSource();
        var cell = run.InterruptibleAsync(() => run.StartAsync(async () =>
        {
            try
            {
                var token = run.TakeToken();
                inside.SetResult();
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                cleaned = true;
            }

            return null;
        }));
        await inside.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(cell.WaitAsync(Patience, TestContext.Current.CancellationToken));
        cleaned.ShouldBeTrue();
    }
}
