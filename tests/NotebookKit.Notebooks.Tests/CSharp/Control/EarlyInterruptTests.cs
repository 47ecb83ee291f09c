using NotebookKit.Notebooks.Session;
using NotebookKit.Notebooks.Tests.Session;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Notebooks.Tests.CSharp.Control;

/// <summary>Interrupts that meet a cell anywhere on its way through the kernels, before its code runs as well as while it does.</summary>
public class EarlyInterruptTests
{
    [Theory]
    [InlineData("for (int i = 0; ; i++) Console.WriteLine(i);")]
    [InlineData("while (true) { }")]
    [InlineData("#!html\n<p>\n#!csharp\nwhile (true) { }")]
    [InlineData("await Task.Delay(-1);")]
    [Trait("Category", "Endurance")]
    public async Task A_cell_interrupted_at_any_moment_ends_and_never_runs_later(string code)
    {
        using var run = new SessionRun();
        await run.Value("var kept = 41;");
        for (int i = 0; i < 150; i++)
        {
            using var interrupt = new CancellationTokenSource();
            Task<CellResult> cell = run.Interrupted(code, interrupt.Token);
            // From at once to some milliseconds later, which is where a cell passes from one kernel to the next.
            for (int spin = 0; spin < i * 400; spin++)
            {
                Thread.SpinWait(10);
            }
            await interrupt.CancelAsync();
            CellResult result = await cell.WaitAsync(HangGuard.Time, TestContext.Current.CancellationToken);
            Assert.True(result.Error?.Name == "Interrupted", $"{i}: {string.Join('\n', result.Error?.Traceback ?? ["no error"])}");
            CellResult kept = await run.Session.ExecuteAsync("kept + 1", _ => { }, TestContext.Current.CancellationToken)
                .WaitAsync(HangGuard.Time, TestContext.Current.CancellationToken);
            Assert.True(kept.Value is 42, $"{i}: {string.Join('\n', kept.Error?.Traceback ?? ["no error"])}");
        }
    }
}
