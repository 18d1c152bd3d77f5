using System.IO.Pipes;
using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Hosting;

public sealed class MessageChannelTests
{
    // Far more than a pipe holds: whoever sends it waits for a reader.
    private static readonly string LongText = new('x', 4_000_000);

    [Fact]
    public async Task A_thread_that_is_interrupted_while_it_sends_leaves_no_half_message()
    {
        var (from, to) = await PairAsync();
        using (from)
        using (to)
        {
            var interrupted = false;
            var sender = new Thread(() =>
            {
                try
                {
                    from.Send(new OutputMessage(new StreamOutput("stdout", LongText)));
                }
                catch (ThreadInterruptedException)
                {
                    interrupted = true;
                }
            });
            sender.Start();
            SpinWait.SpinUntil(() => sender.ThreadState.HasFlag(ThreadState.WaitSleepJoin));

            sender.Interrupt();
            sender.Join();

            interrupted.ShouldBeTrue();
            var first = await to.ReceiveAsync(TestContext.Current.CancellationToken);
            first.ShouldBeOfType<OutputMessage>().Output.ShouldBe(new StreamOutput("stdout", LongText));
            from.Send(new ReadyMessage());
            (await to.ReceiveAsync(TestContext.Current.CancellationToken)).ShouldBe(new ReadyMessage());
        }
    }

    [Fact]
    public async Task Messages_of_many_threads_arrive_whole()
    {
        var (from, to) = await PairAsync();
        using (from)
        using (to)
        {
            var sending = Task.Run(() => Parallel.For(0, 200, id => from.Send(new CancelMessage(id))), TestContext.Current.CancellationToken);
            var received = new List<HostMessage?>();
            while (received.Count < 200)
            {
                received.Add(await to.ReceiveAsync(TestContext.Current.CancellationToken));
            }

            await sending;
            received.Cast<CancelMessage>().Select(message => message.Id).Order().ShouldBe(Enumerable.Range(0, 200));
        }
    }

    [Fact]
    public async Task The_other_side_going_away_is_the_end_for_both()
    {
        var (from, to) = await PairAsync();
        to.Dispose();

        (await from.ReceiveAsync(TestContext.Current.CancellationToken)).ShouldBeNull();
        Should.Throw<IOException>(() => from.Send(new OutputMessage(new StreamOutput("stdout", LongText))));
        from.Dispose();
        Should.Throw<ObjectDisposedException>(() => from.Send(new ReadyMessage()));
    }

    [Fact]
    public async Task A_cell_that_prints_without_end_is_interrupted_and_the_notebook_goes_on()
    {
        await using var notebook = await Notebook.StartAsync();
        using var stop = new CancellationTokenSource();
        var printed = 0;

        var cell = await notebook.RunAsync("while (true) Console.WriteLine(new string('x', 1000));", stop.Token, output =>
        {
            printed += output is StreamOutput stream ? stream.Text.Length : 0;
            if (printed > 1_000_000)
            {
                stop.Cancel();
            }
        }).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        cell.Result.Error!.Value.ShouldBe("The cell was interrupted.");
        (await notebook.PassAsync("1 + 1")).Text.ShouldBe("2");
    }

    [Fact]
    public async Task A_text_of_many_megabytes_comes_in_pieces_that_cut_no_character()
    {
        await using var notebook = await Notebook.StartAsync();

        var cell = await notebook.PassAsync("Console.Write(\"x\" + string.Concat(Enumerable.Repeat(\"😀\", 1_500_000)));");

        cell.Stdout.ShouldBe("x" + string.Concat(Enumerable.Repeat("😀", 1_500_000)));
        cell.Outputs.Cast<StreamOutput>().Select(stream => stream.Text.Length).ShouldBe([1_048_575, 1_048_576, 902_850]);
    }

    private static async Task<(MessageChannel From, MessageChannel To)> PairAsync()
    {
        var name = "voicelake-test-" + Guid.NewGuid().ToString("N")[..12];
        var server = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        var client = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous);
        await Task.WhenAll(server.WaitForConnectionAsync(TestContext.Current.CancellationToken), client.ConnectAsync(TestContext.Current.CancellationToken));
        return (new MessageChannel(server), new MessageChannel(client));
    }
}
