using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Tests.CSharp.Control;

public class WorkThreadsTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [Fact]
    public void Work_that_blocks_does_not_hold_up_what_comes_after()
    {
        using var blocks = new ManualResetEventSlim();
        using var comesAfter = new ManualResetEventSlim();
        var threads = new WorkThreads<Action>(work => work(), "test");
        Assert.True(threads.Post(() => blocks.Wait()));
        Assert.True(threads.Post(comesAfter.Set));
        Assert.True(comesAfter.Wait(s_patience, TestContext.Current.CancellationToken));
        blocks.Set();
        Assert.Empty(threads.End());
    }

    [Fact]
    public void A_thread_that_is_free_takes_the_next_work()
    {
        using var done = new SemaphoreSlim(0);
        var names = new List<int>();
        var threads = new WorkThreads<object>(_ =>
        {
            names.Add(Environment.CurrentManagedThreadId);
            done.Release();
        }, "test");
        for (int i = 0; i < 50; i++)
        {
            threads.Post(this);
            Assert.True(done.Wait(s_patience, TestContext.Current.CancellationToken));
        }

        threads.End();
        Assert.Equal(50, names.Count);
        Assert.True(names.Distinct().Count() < 50, "every piece of work had a thread of its own");
    }

    [Fact]
    public void After_the_end_no_work_is_taken()
    {
        var threads = new WorkThreads<Action>(work => work(), "test");
        Assert.Empty(threads.End());
        Assert.False(threads.Post(() => { }));
        Assert.Empty(threads.Waiting);
    }
}
