using NotebookKit.Kernels;

namespace NotebookKit.Tests.Kernels;

public class TaskShareTests
{
    [Fact]
    public void Its_thread_takes_the_first_task_and_others_the_last()
    {
        var share = new TaskShare();
        share.Fill(3, 7);
        Assert.True(share.TryTakeFirst(out int first));
        Assert.True(share.TryTakeLast(out int last));
        Assert.True(share.TryTakeLast(out int beforeLast));
        Assert.Equal((3, 6, 5), (first, last, beforeLast));
    }

    [Fact]
    public void One_task_is_taken_once()
    {
        var share = new TaskShare();
        share.Fill(0, 1);
        Assert.True(share.TryTakeLast(out _));
        Assert.False(share.TryTakeFirst(out _));
        Assert.False(share.TryTakeLast(out _));
    }

    [Fact]
    public void A_dropped_share_has_nothing_to_take()
    {
        var share = new TaskShare();
        share.Fill(2, 9);
        share.Drop();
        Assert.False(share.TryTakeFirst(out _));
        Assert.False(share.TryTakeLast(out _));
    }

    [Fact]
    public void From_both_ends_at_once_every_task_is_taken_once()
    {
        const int Tasks = 100_000;
        var share = new TaskShare();
        share.Fill(0, Tasks);
        int[] taken = new int[Tasks];
        Parallel.For(0, 4, thread =>
        {
            while (thread == 0 ? share.TryTakeFirst(out int task) : share.TryTakeLast(out task))
                Interlocked.Increment(ref taken[task]);
        });
        Assert.All(taken, times => Assert.Equal(1, times));
    }
}
