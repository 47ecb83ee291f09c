using System.Runtime.ExceptionServices;

namespace NotebookKit.Kernels;

/// <summary>
/// Runs numbered tasks on the calling thread and on a few kept background threads, without allocating. A call from inside a task,
/// or while another thread uses the pool, runs its tasks on the calling thread, so the machine is never oversubscribed.
/// </summary>
internal static unsafe class WorkerPool
{
    /// <summary>Set in <see cref="s_participants"/> while no worker may join.</summary>
    private const int Closed = int.MinValue;

    private static readonly Lock s_owner = new();
    private static readonly List<SemaphoreSlim> s_workers = [];

    [ThreadStatic]
    private static bool t_inTask;

    private static delegate*<void*, int, void> s_body;
    private static void* s_state;
    private static int s_tasks;
    private static int s_next;
    private static int s_helpers;
    private static int s_participants = Closed;
    private static ExceptionDispatchInfo? s_failure;

    /// <summary>Calls body(state, i) once for each i in [0, tasks); returns when all are done.</summary>
    public static void Run(int tasks, delegate*<void*, int, void> body, void* state)
    {
        int threads = Math.Min(Parallelism.Threads, tasks);
        if (threads <= 1 || t_inTask || !s_owner.TryEnter())
        {
            for (int task = 0; task < tasks; task++) body(state, task);
            return;
        }
        try
        {
            s_body = body;
            s_state = state;
            (s_tasks, s_next, s_helpers, s_failure) = (tasks, 0, threads - 1, null);
            while (s_workers.Count < threads - 1) StartWorker(s_workers.Count);
            Volatile.Write(ref s_participants, 0);
            for (int worker = 0; worker < threads - 1; worker++) s_workers[worker].Release();

            WorkUntilNoneIsLeft();

            // A worker that has not woken yet finds the door closed; only those inside are waited for.
            Interlocked.Or(ref s_participants, Closed);
            var spin = new SpinWait();
            while (Volatile.Read(ref s_participants) != Closed) spin.SpinOnce(sleep1Threshold: -1);
            s_failure?.Throw();
        }
        finally
        {
            s_owner.Exit();
        }
    }

    private static void StartWorker(int index)
    {
        var wake = new SemaphoreSlim(0);
        s_workers.Add(wake);
        new Thread(() => WorkerLoop(index, wake)) { IsBackground = true, Name = $"NotebookKit worker {index + 1}" }.Start();
    }

    private static void WorkerLoop(int index, SemaphoreSlim wake)
    {
        while (true)
        {
            wake.Wait();
            if (!TryJoin()) continue;
            if (index < s_helpers) WorkUntilNoneIsLeft();
            Interlocked.Decrement(ref s_participants);
        }
    }

    private static bool TryJoin()
    {
        int seen = Volatile.Read(ref s_participants);
        while (seen >= 0)
        {
            int before = Interlocked.CompareExchange(ref s_participants, seen + 1, seen);
            if (before == seen) return true;
            seen = before;
        }
        return false;
    }

    private static void WorkUntilNoneIsLeft()
    {
        t_inTask = true;
        try
        {
            int task;
            while ((task = Interlocked.Increment(ref s_next) - 1) < s_tasks) s_body(s_state, task);
        }
        catch (Exception failure)
        {
            s_failure = ExceptionDispatchInfo.Capture(failure);
            Volatile.Write(ref s_next, s_tasks);
        }
        finally
        {
            t_inTask = false;
        }
    }
}
