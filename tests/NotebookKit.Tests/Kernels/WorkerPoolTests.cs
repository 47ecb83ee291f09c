using NotebookKit.Kernels;

namespace NotebookKit.Tests.Kernels;

[Collection("Parallelism.Threads")]
public unsafe class WorkerPoolTests
{
    [Fact]
    public void Every_task_runs_exactly_once()
    {
        int threads = Parallelism.Threads;
        try
        {
            Parallelism.Threads = 4;
            for (int round = 0; round < 500; round++)
            {
                var counts = new int[37];
                fixed (int* state = counts) WorkerPool.Run(counts.Length, &CountUp, state);
                Assert.All(counts, count => Assert.Equal(1, count));
            }
        }
        finally
        {
            Parallelism.Threads = threads;
        }
    }

    [Fact]
    public void Tasks_may_use_the_pool_themselves()
    {
        var counts = new int[16 * 16];
        fixed (int* state = counts) WorkerPool.Run(16, &RunSixteen, state);
        Assert.All(counts, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Several_callers_at_once_each_get_their_own_result()
    {
        Parallel.For(0, 64, _ =>
        {
            var counts = new int[50];
            fixed (int* state = counts) WorkerPool.Run(counts.Length, &CountUp, state);
            Assert.All(counts, count => Assert.Equal(1, count));
        });
    }

    [Fact]
    public void A_failing_task_fails_the_call_and_leaves_the_pool_usable()
    {
        Assert.Throws<InvalidOperationException>(() => WorkerPool.Run(8, &Fail, null));
        Every_task_runs_exactly_once();
    }

    [Fact]
    public void Fewer_than_one_thread_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Parallelism.Threads = 0);

    private static void CountUp(void* counts, int task) => Interlocked.Increment(ref ((int*)counts)[task]);

    private static void RunSixteen(void* counts, int task) => WorkerPool.Run(16, &CountUp, (int*)counts + 16 * task);

    private static void Fail(void* state, int task) => throw new InvalidOperationException("as asked");
}
