using NotebookKit.Notebooks.Session;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Notebooks.Tests.Session.Output;

public class ConsoleRedirectTests
{
    [Fact]
    public async Task Output_and_errors_come_in_the_order_they_were_written()
    {
        using var run = new SessionRun();
        await run.Value("Console.Write(\"a\"); Console.Error.Write(\"b\"); Console.WriteLine(\"c\"); display(1); Console.Write('d');\n5");
        Assert.Collection(
            run.Events,
            e => Assert.Equal(new StreamEvent("stdout", "a"), e),
            e => Assert.Equal(new StreamEvent("stderr", "b"), e),
            e => Assert.Equal(new StreamEvent("stdout", "c\n"), e),
            e => Assert.IsType<DisplayEvent>(e),
            e => Assert.Equal(new StreamEvent("stdout", "d"), e),
            e => Assert.IsType<ResultEvent>(e));
    }

    [Fact]
    public async Task Output_is_streamed_while_the_cell_runs()
    {
        using var run = new SessionRun();
        var seen = new TaskCompletionSource<string>();
        Task<CellResult> cell = run
            .Listen("Console.Write(\"early\"); while (true) System.Threading.Thread.Sleep(10);", e =>
            {
                if (e is StreamEvent text)
                {
                    seen.TrySetResult(text.Text);
                }
            });
        Assert.Equal("early", await seen.Task.WaitAsync(HangGuard.Time, TestContext.Current.CancellationToken));
        run.Session.Interrupt();
        await cell;
    }

    [Fact]
    public async Task Many_small_writes_become_few_events()
    {
        using var run = new SessionRun();
        await run.Value("for (int i = 0; i < 20_000; i++) Console.Write(\"xy\");");
        Assert.Equal(40_000, run.Output.Length);
        Assert.True(run.Events.Count < 200, $"{run.Events.Count} events");
    }

    [Fact]
    public async Task A_thread_that_outlives_its_cell_writes_to_the_next()
    {
        using var run = new SessionRun();
        await run.Value("""
            var go = new System.Threading.ManualResetEventSlim(); var gone = new System.Threading.ManualResetEventSlim();
            var thread = new System.Threading.Thread(() => { go.Wait(); Console.WriteLine("from the thread"); gone.Set(); }); thread.Start();
            """);
        Assert.Equal("", run.Output);
        await run.Value("go.Set(); gone.Wait();");
        Assert.Equal("from the thread\n", run.Output);
    }

    [Fact]
    public async Task ReadLine_asks_the_front_end()
    {
        using var run = new SessionRun((request, _) => Task.FromResult("typed"));
        Assert.Equal("typed", await run.Value("Console.ReadLine()"));
    }

    [Fact]
    public async Task Code_outside_of_cells_keeps_its_console()
    {
        using var run = new SessionRun();
        Task<CellResult> cell = run.Listen("await Task.Delay(50);", _ => { });
        Assert.Null(CellHost.Current);
        await cell;
    }

    /// <summary>Gathered text is delivered after 8192 characters, which here falls between the halves of the character.</summary>
    [Fact]
    public async Task A_character_written_in_two_halves_arrives_whole()
    {
        using var run = new SessionRun();
        await run.Value("Console.Write(new string('a', 8191)); foreach (var half in \"😀\") Console.Write(half);");
        Assert.EndsWith("😀", run.Output);
        Assert.DoesNotContain(run.Events.OfType<StreamEvent>(), text => char.IsHighSurrogate(text.Text[^1]));
    }

    [Fact]
    public void What_comes_after_the_end_of_a_cell_is_refused()
    {
        var delivered = new List<SessionEvent>();
        using var output = new CellOutput(delivered.Add);
        Assert.True(output.Send(new ClearOutputEvent(false)));
        output.Close();
        Assert.False(output.Send(new ClearOutputEvent(false)));
        Assert.Single(delivered);
    }
}
