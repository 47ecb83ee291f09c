
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Tests.CSharp.Control;

public class WakeGuardTests
{
    /// <summary>
    /// Without the guard, a call that wakes a thread inside of the session's own code ended the process: it tore the
    /// continuation of an <c>await</c>, or lost an output.
    /// </summary>
    [Fact]
    public async Task A_thread_is_woken_everywhere_but_in_the_code_of_the_session()
    {
        var guard = new TaskCompletionSource<WakeGuard>();
        using var finish = new ManualResetEventSlim();
        var guarded = new TaskCompletionSource();
        var woken = new TaskCompletionSource<bool>();
        var thread = new Thread(() =>
        {
            guard.SetResult(WakeGuard.Enter());
            try
            {
                WakeGuard.Run(finish.Wait);
                guarded.SetResult();
            }
            catch (ThreadInterruptedException error)
            {
                guarded.SetException(error);
            }

            try
            {
                Thread.Sleep(TimeSpan.FromMinutes(1));
                woken.SetResult(false);
            }
            catch (ThreadInterruptedException)
            {
                woken.SetResult(true);
            }
        })
        { IsBackground = true };
        thread.Start();
        WakeGuard known = await guard.Task;
        while (!thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin))
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        known.Wake();
        finish.Set();
        await guarded.Task;

        while (!woken.Task.IsCompleted)
        {
            known.Wake();
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.True(await woken.Task);
    }
}
