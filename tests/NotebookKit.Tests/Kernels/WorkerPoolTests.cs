using System.Diagnostics;
using NotebookKit.Kernels;

namespace NotebookKit.Tests.Kernels;

[Collection("Parallelism.Threads")]
public unsafe class WorkerPoolTests
{
    [Fact]
    public void Every_task_runs_exactly_once() => WithThreads(4, () =>
    {
        for (int round = 0; round < 500; round++)
        {
            int[] counts = new int[37];
            fixed (int* state = counts)
                WorkerPool.Run(counts.Length, &CountUp, state);
            Assert.All(counts, count => Assert.Equal(1, count));
        }
    });

    [Fact]
    public void Tasks_may_use_the_pool_themselves()
    {
        int[] counts = new int[16 * 16];
        fixed (int* state = counts)
            WorkerPool.Run(16, &RunSixteen, state);
        Assert.All(counts, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Several_callers_at_once_each_get_their_own_result()
    {
        Parallel.For(0, 64, _ =>
        {
            int[] counts = new int[50];
            fixed (int* state = counts)
                WorkerPool.Run(counts.Length, &CountUp, state);
            Assert.All(counts, count => Assert.Equal(1, count));
        });
    }

    [Fact]
    public void Many_short_calls_in_a_row_from_several_threads_run_every_task_once() => WithThreads(2, () =>
        Parallel.For(0, 3, _ =>
        {
            int[] counts = new int[5];
            for (int call = 1; call <= 5000; call++)
            {
                fixed (int* state = counts)
                    WorkerPool.Run(counts.Length, &CountUp, state);
                Assert.All(counts, count => Assert.Equal(call, count));
            }
        }));

    [Fact]
    public void A_worker_still_comes_after_calls_at_distances_around_the_one_it_stays_awake_for() => WithThreads(2, () =>
    {
        int[] counts = new int[2];
        for (int call = 0; call < 1000; call++)
        {
            long start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start).TotalMicroseconds < call % 100 * 4)
                Thread.SpinWait(10);
            fixed (int* state = counts)
                WorkerPool.Run(counts.Length, &CountUp, state);
        }
        Assert.Equal([1000, 1000], counts);

        // Two tasks that wait for each other need a second thread. A test beside this one may hold the pool, so more than one try.
        int met = 0;
        for (int attempt = 0; attempt < 300 && met < 2; attempt++)
        {
            var meeting = new Meeting();
            WorkerPool.Run(2, &Meet, &meeting);
            met = meeting.Met;
        }
        Assert.Equal(2, met);
    });

    [Fact]
    public void A_failing_task_fails_the_call_and_leaves_the_pool_usable()
    {
        Assert.Throws<InvalidOperationException>(() => WorkerPool.Run(8, &Fail, null));
        Every_task_runs_exactly_once();
    }

    [Fact]
    public void Threads_that_are_done_take_the_tasks_of_one_that_is_held_up() => WithThreads(2, () =>
    {
        // The first task waits for all others, half of which are of its own thread's share: only the other thread can run those. A
        // test beside this one may hold the pool, so more than one try.
        bool came = false;
        for (int attempt = 0; attempt < 100 && !came; attempt++)
        {
            var rest = new Rest { Left = 15 };
            WorkerPool.Run(16, &WaitForTheRest, &rest);
            Assert.Equal(0, rest.Left);
            came = rest.Came;
        }
        Assert.True(came);
    });

    [Fact]
    public void A_failing_task_drops_the_tasks_that_nobody_has_begun() => WithThreads(1, () =>
    {
        int[] counts = new int[8];
        fixed (int* state = counts)
        {
            int* each = state;
            Assert.Throws<InvalidOperationException>(() => WorkerPool.Run(8, &FailAfterTwo, each));
        }
        Assert.Equal([1, 1, 1, 0, 0, 0, 0, 0], counts);
    });

    [Fact]
    public void Fewer_than_one_thread_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Parallelism.Threads = 0);

    private static void WithThreads(int count, Action test)
    {
        int threads = Parallelism.Threads;
        try
        {
            Parallelism.Threads = count;
            test();
        }
        finally
        {
            Parallelism.Threads = threads;
        }
    }

    private static void CountUp(void* counts, int task) => Interlocked.Increment(ref ((int*)counts)[task]);

    private static void RunSixteen(void* counts, int task) => WorkerPool.Run(16, &CountUp, (int*)counts + 16 * task);

    private static void Fail(void* state, int task) => throw new InvalidOperationException("as asked");

    private static void FailAfterTwo(void* counts, int task)
    {
        CountUp(counts, task);
        if (task == 2)
            throw new InvalidOperationException("as asked");
    }

    private static void WaitForTheRest(void* state, int task)
    {
        var rest = (Rest*)state;
        if (task > 0)
            Interlocked.Decrement(ref rest->Left);
        else
            rest->Came = SpinWait.SpinUntil(() => Volatile.Read(ref rest->Left) == 0, 100);
    }

    private static void Meet(void* state, int task)
    {
        var meeting = (Meeting*)state;
        Interlocked.Increment(ref meeting->Came);
        if (SpinWait.SpinUntil(() => Volatile.Read(ref meeting->Came) == 2, 100))
            Interlocked.Increment(ref meeting->Met);
    }

    /// <summary>How many tasks beside the first have not run yet, and whether the first saw them all run.</summary>
    private struct Rest
    {
        public int Left;
        public bool Came;
    }

    /// <summary>How many tasks have come to the meeting, and how many of them met the other.</summary>
    private struct Meeting
    {
        public int Came, Met;
    }
}
