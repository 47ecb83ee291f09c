using NotebookKit.Notebooks.Session;
using NotebookKit.Notebooks.Tests.Session;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Notebooks.Tests.CSharp.Control;

public class ControlledRunTests
{
    [Theory]
    [InlineData("ready(); while (true) { }")]
    [InlineData("ready(); while (true) { try { Math.Sin(1); } catch (Exception) { } }")]
    [InlineData("ready(); System.Threading.Thread.Sleep(600_000);")]
    [InlineData("ready(); await Task.Delay(600_000);")]
    [InlineData("ready(); Task.Delay(600_000).Wait();")]
    [InlineData("ready(); new System.Threading.ManualResetEventSlim().Wait();")]
    [InlineData("await Task.Delay(1); ready(); while (true) { }")]
    [InlineData("await Task.Yield(); await Task.Delay(1); ready(); await Task.Run(() => System.Threading.Thread.Sleep(600_000));")]
    [InlineData("""
        async Task<int> F() { await Task.Delay(1); ready(); while (true) { } }
        F().Result
        """)]
    [InlineData("ready(); Library.Wait();")]
    [InlineData("ready(); Library.Write();")]
    [InlineData("ready(); Library.CallBack(() => { while (true) { } });")]
    [InlineData("ready(); Library.Compute();")]
    [InlineData("ready(); Parallel.For(0, int.MaxValue, i => { });")]
    [InlineData("ready(); Parallel.For(0L, long.MaxValue, i => Math.Sqrt(i));")]
    [InlineData("""
        ready(); Parallel.ForEach(Endless(), i => { i++; });
        IEnumerable<int> Endless() { while (true) yield return 1; }
        """)]
    [InlineData("ready(); await Parallel.ForAsync(0, int.MaxValue, async (i, _) => await Task.CompletedTask);")]
    [InlineData("ready(); ParallelEnumerable.Range(0, int.MaxValue).Where(i => i < 0).Select(i => i + 1).Count()")]
    [InlineData("ready(); do Math.Sqrt(2); while (true);")]
    [InlineData("ready(); for (; ; ) ;")]
    [InlineData("""
        ready(); foreach (var i in Endless()) { }
        IEnumerable<int> Endless() { while (true) yield return 1; }
        """)]
    [InlineData("""
        IEnumerable<int> Endless() { ready(); while (true) yield return 1; }
        Endless().Last()
        """)]
    public async Task An_interrupt_ends_the_cell_and_the_state_before_it_survives(string code)
    {
        using var run = new SessionRun();
        TestLibrary.Build(run.Folder, "library", """
            using System; using System.Threading;
            public static class Library
            {
                public static void Wait() { while (true) { try { Thread.Sleep(1); } finally { } } }
                public static void Write() { while (true) Console.Write("still here"); }
                public static void Compute() { var check = (Action)AppContext.GetData("NotebookKit.InterruptCheck")!; while (true) check(); }
                public static void CallBack(Action call) { while (true) call(); }
            }
            """);
        await run.Value("""
            #r "library.dll"
            var kept = 5; void ready() => Console.WriteLine("ready");
            """);
        var started = new TaskCompletionSource();
        ErrorEvent? error = null;
        Task<CellResult> cell = run.Listen(code, happened =>
        {
            if (happened is StreamEvent)
            {
                started.TrySetResult();
            }
            if (happened is ErrorEvent failed)
            {
                error = failed;
            }
        });
        await Task.WhenAny(started.Task, cell);
        Assert.False(cell.IsCompleted, error?.Value);

        run.Session.Interrupt();

        CellResult result = await cell.WaitAsync(HangGuard.Time, TestContext.Current.CancellationToken);
        Assert.Equal("Interrupted", result.Error?.Name);
        Assert.Same(error, result.Error);
        Assert.Equal(5, await run.Value("kept"));
    }

    /// <summary>Code that neither loops in a cell nor waits nor writes is what only an abort stops.</summary>
    [Fact]
    public async Task A_second_interrupt_aborts_compiled_code_that_computes_forever()
    {
        using var run = new SessionRun();
        TestLibrary.Build(run.Folder, "compute", """
            public static class Compute
            {
                public static double Forever()
                {
                    double x = 1;
                    while (x > 0) x = x * 1.0000001 + 1;
                    return x;
                }
            }
            """);
        await run.Value("""
            #r "compute.dll"
            var kept = 5;
            """);
        var started = new TaskCompletionSource();
        Task<CellResult> cell = run.Listen(
            "Console.WriteLine(\"ready\"); await Task.Delay(100); Compute.Forever();", _ => started.TrySetResult());
        await started.Task.WaitAsync(HangGuard.Time, TestContext.Current.CancellationToken);
        await Task.Delay(200, TestContext.Current.CancellationToken);

        run.Session.Interrupt();
        run.Session.Interrupt();

        CellResult result = await cell.WaitAsync(HangGuard.Time, TestContext.Current.CancellationToken);
        Assert.Equal("Interrupted", result.Error?.Name);
        Assert.Equal(5, await run.Value("kept"));
    }

    [Fact]
    public async Task An_interrupted_assignment_leaves_the_earlier_variable()
    {
        using var run = new SessionRun();
        await run.Value("var history = \"first run\";");
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        CellResult result = await run.Interrupted("""
            string Train() { while (true) { } }
            var history = Train();
            """, soon.Token);
        Assert.Equal("Interrupted", result.Error?.Name);
        Assert.Equal("first run", await run.Value("history"));
    }

    /// <summary>The moment between the compilation and the first statement is short, but a busy machine makes it long.</summary>
    [Fact]
    public async Task A_cell_interrupted_between_its_compilation_and_its_first_statement_does_not_run_and_defines_nothing()
    {
        using var run = new SessionRun();
        await run.Value("var history = \"first run\"; var runs = 1;");
        using var interrupt = new CancellationTokenSource();
        // It flows to wherever this test's cell is loaded; cells of other tests are loaded at the same time.
        var isThisTest = new AsyncLocal<bool> { Value = true };
        void OnLoad(object? sender, AssemblyLoadEventArgs loaded)
        {
            if (isThisTest.Value && loaded.LoadedAssembly.GetName().Name!.StartsWith("NotebookCell-", StringComparison.Ordinal))
            {
                interrupt.Cancel();
            }
        }

        AppDomain.CurrentDomain.AssemblyLoad += OnLoad;
        CellResult result;
        try
        {
            result = await run.Interrupted("runs++; var history = \"second run\";", interrupt.Token);
        }
        finally
        {
            AppDomain.CurrentDomain.AssemblyLoad -= OnLoad;
        }

        Assert.True(interrupt.IsCancellationRequested);
        Assert.Equal("Interrupted", result.Error?.Name);
        Assert.Equal("first run", await run.Value("history"));
        Assert.Equal(1, await run.Value("runs"));
    }

    [Fact]
    public async Task The_session_is_sound_after_many_interrupts()
    {
        using var run = new SessionRun();
        for (int i = 0; i < 12; i++)
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));
            Assert.False(
                (await run.Interrupted(i % 2 == 0
                    ? "await Task.Delay(1); while (true) { }"
                    : "while (true) System.Threading.Thread.Sleep(1);", soon.Token)).Success);
        }

        // A thread that cannot be suspended any more would hang the collector here.
        Assert.Equal("done", await run.Value("GC.Collect(); await Task.Run(() => GC.Collect()); \"done\""));
    }

    [Fact]
    public async Task A_cancelled_token_stops_the_cell_before_it_begins()
    {
        using var run = new SessionRun();
        CellResult result = await run.Interrupted("var never = 1;", new CancellationToken(canceled: true));
        Assert.Equal("Interrupted", result.Error?.Name);
        await run.Error("never");
    }

    [Fact]
    public async Task An_interrupt_without_a_running_cell_does_nothing()
    {
        using var run = new SessionRun();
        run.Session.Interrupt();
        Assert.Equal(1, await run.Value("1"));
    }

    [Fact]
    public async Task A_cancelled_task_of_the_user_is_no_interrupt()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error("throw new OperationCanceledException(\"my own\");");
        Assert.Equal("OperationCanceledException", error.Name);
        Assert.Equal(
            "TaskCanceledException", (await run.Error("await Task.FromCanceled(new System.Threading.CancellationToken(true));")).Name);
    }

    [Fact]
    public async Task Work_left_behind_goes_on_and_an_interrupt_of_a_later_cell_does_not_reach_it()
    {
        using var run = new SessionRun();
        await run.Value("""
            var done = new TaskCompletionSource<int>();
            async Task Later()
            {
                for (int i = 0; i < 20; i++) await Task.Delay(20);
                done.SetResult(20);
            }
            _ = Later();
            """);
        using (var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50)))
        {
            await run.Interrupted("while (true) { }", soon.Token);
        }
        Assert.Equal(20, await run.Value("await done.Task.WaitAsync(TimeSpan.FromMinutes(10))"));
    }

    [Theory]
    [InlineData("""
        async void Fire() { await Task.Yield(); GATE throw new FormatException("lost?"); }
        Fire(); Gate.Thrown.Wait(); await Task.Delay(1);
        """)]
    [InlineData("""
        async void Fire() { GATE throw new FormatException("lost?"); }
        Fire(); Gate.Thrown.Wait();
        """)]
    [InlineData("""
        Action fire = async () => { await Task.Run(() => { }); GATE throw new FormatException("lost?"); };
        fire(); Gate.Thrown.Wait();
        """)]
    public async Task An_async_void_that_throws_fails_the_cell_that_runs(string code)
    {
        using var run = new SessionRun();
        await run.Value("""
            static class Gate { public static System.Threading.ManualResetEventSlim Thrown = new(); }
            var kept = 41;
            """);
        CellResult cell = await run.Cell(code.Replace("GATE", "Gate.Thrown.Set();", StringComparison.Ordinal));
        // The exception is on its way when the cell may end already; then the next cell fails of it.
        ErrorEvent? error = cell.Error;
        while (error is null)
        {
            error = (await run.Cell("kept")).Error;
        }

        Assert.Equal("FormatException", error.Name);
        Assert.StartsWith("lost? ", error.Value, StringComparison.Ordinal);
        Assert.Contains("declare it async Task", error.Value, StringComparison.Ordinal);
        Assert.Contains(error.Traceback, line => line.Contains("cell 2, line 1", StringComparison.Ordinal));
        Assert.Equal(42, await run.Value("kept + 1"));
    }

    [Fact]
    public async Task A_host_without_further_cells_hears_of_an_async_void_that_fails()
    {
        using var run = new SessionRun();
        object? gate = await run.Value("""
            var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            async void Fire() { await gate.Task; throw new FormatException("late"); }
            Fire();
            gate
            """);
        // When no cell runs, so that none hears of the failure.
        ((TaskCompletionSource)gate!).SetResult();
        ErrorEvent? failure = await run.Session.SettleAsync(TimeSpan.FromMinutes(2));
        Assert.StartsWith("late ", failure!.Value, StringComparison.Ordinal);
        Assert.Null(await run.Session.SettleAsync(TimeSpan.Zero));
    }
}
