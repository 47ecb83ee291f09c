using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session;

public class SessionSchedulerTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task What_follows_an_await_stays_with_the_scheduler()
    {
        var scheduler = new SessionScheduler();
        Assert.Same(scheduler, await scheduler.Start(async () =>
        {
            await Task.Yield();
            return TaskScheduler.Current;
        }).WaitAsync(s_patience, TestContext.Current.CancellationToken));
        scheduler.End();
    }

    [Fact]
    public async Task Work_that_goes_on_at_the_end_comes_to_its_own_end()
    {
        var scheduler = new SessionScheduler();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> work = scheduler.Start(async () =>
        {
            await ended.Task;
            await Task.Yield();
            return 3;
        });
        scheduler.End();
        ended.SetResult();
        Assert.Equal(3, await work.WaitAsync(s_patience, TestContext.Current.CancellationToken));
    }
}
