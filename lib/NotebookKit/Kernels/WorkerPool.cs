using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

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
    private static readonly List<Worker> s_workers = [];

    /// <summary>
    /// How long a worker looks for the next call before it sleeps: 200 µs. To wake it from sleep costs the next call some 25 µs, and
    /// a training step makes a dozen calls with up to this much between them; longer would only warm an idle machine.
    /// </summary>
    private static readonly long s_awakeTicks = Stopwatch.Frequency / 5_000;

    /// <summary>
    /// How long a waiting thread keeps its processor before it offers it to others, 10 µs: on a machine with more to do than
    /// processors the thread it waits for may be among them.
    /// </summary>
    private static readonly long s_pauseTicks = Stopwatch.Frequency / 100_000;

    [ThreadStatic]
    private static bool t_inTask;

    private static delegate*<void*, int, void> s_body;
    private static void* s_state;
    private static TaskShare[] s_shares = [];
    private static int s_threads;
    private static int s_participants = Closed;
    private static ExceptionDispatchInfo? s_failure;

    /// <summary>Calls the work's Run(i) once for each i in [0, tasks); returns when all are done.</summary>
    public static void Run(int tasks, INumberedWork work)
    {
        using var handle = new GCHandle<INumberedWork>(work);
        Run(tasks, &RunOne, (void*)GCHandle<INumberedWork>.ToIntPtr(handle));
    }

    private static void RunOne(void* handle, int task) => GCHandle<INumberedWork>.FromIntPtr((nint)handle).Target.Run(task);

    /// <summary>Calls body(state, i) once for each i in [0, tasks); returns when all are done.</summary>
    public static void Run(int tasks, delegate*<void*, int, void> body, void* state)
    {
        int threads = Math.Min(Parallelism.Threads, tasks);
        if (threads <= 1 || t_inTask || !s_owner.TryEnter())
        {
            for (int task = 0; task < tasks; task++)
                body(state, task);
            return;
        }
        try
        {
            s_body = body;
            s_state = state;
            (s_threads, s_failure) = (threads, null);
            if (s_shares.Length < threads)
                s_shares = new TaskShare[threads];
            for (int thread = 0; thread < threads; thread++)
                s_shares[thread].Fill((int)((long)tasks * thread / threads), (int)((long)tasks * (thread + 1) / threads));
            while (s_workers.Count < threads - 1)
                StartWorker();
            try
            {
                Volatile.Write(ref s_participants, 0);
                for (int worker = 0; worker < threads - 1; worker++)
                    s_workers[worker].Call();
                WorkUntilNoneIsLeft(thread: 0);
            }
            finally
            {
                // A worker that has not woken yet finds the door closed; only those inside are waited for, whatever happened:
                // they work on the caller's memory.
                DropTheRest();
                Interlocked.Or(ref s_participants, Closed);
                long start = Stopwatch.GetTimestamp();
                while (Volatile.Read(ref s_participants) != Closed)
                    WaitAMoment(start);
            }
            s_failure?.Throw();
        }
        finally
        {
            s_owner.Exit();
        }
    }

    private static void StartWorker()
    {
        var worker = new Worker(s_workers.Count);
        s_workers.Add(worker);
        new Thread(worker.Loop) { IsBackground = true, Name = $"NotebookKit worker {s_workers.Count}" }.Start();
    }

    private static bool TryJoin()
    {
        int seen = Volatile.Read(ref s_participants);
        while (seen >= 0)
        {
            int before = Interlocked.CompareExchange(ref s_participants, seen + 1, seen);
            if (before == seen)
                return true;
            seen = before;
        }
        return false;
    }

    private static void WorkUntilNoneIsLeft(int thread)
    {
        t_inTask = true;
        try
        {
            while (s_shares[thread].TryTakeFirst(out int task))
                s_body(s_state, task);
            for (int other = 1; other < s_threads; other++)
            {
                while (s_shares[(thread + other) % s_threads].TryTakeLast(out int task))
                    s_body(s_state, task);
            }
        }
        catch (Exception failure)
        {
            s_failure = ExceptionDispatchInfo.Capture(failure);
            DropTheRest();
        }
        finally
        {
            t_inTask = false;
        }
    }

    private static void DropTheRest()
    {
        for (int thread = 0; thread < s_threads; thread++)
            s_shares[thread].Drop();
    }

    /// <summary>Waits well under a microsecond, or longer where others want the processor; returns how long since start.</summary>
    private static long WaitAMoment(long start)
    {
        long elapsed = Stopwatch.GetTimestamp() - start;
        if (elapsed < s_pauseTicks)
            Thread.SpinWait(8);
        else
            Thread.Yield();
        return elapsed;
    }

    /// <summary>A kept thread, which waits for the next call awake for a short time and then asleep.</summary>
    private sealed class Worker(int index)
    {
        private const int Idle = 0, Called = 1, Asleep = 2;

        private readonly object _gate = new();
        private int _state = Idle;

        /// <summary>Tells the worker that tasks are there; costs a system call only where the worker sleeps.</summary>
        public void Call()
        {
            if (Interlocked.Exchange(ref _state, Called) != Asleep)
                return;
            lock (_gate)
                System.Threading.Monitor.Pulse(_gate);
        }

        public void Loop()
        {
            while (true)
            {
                AwaitCall();
                if (!TryJoin())
                    continue;
                if (index + 1 < s_threads)
                    WorkUntilNoneIsLeft(index + 1);
                Interlocked.Decrement(ref s_participants);
            }
        }

        private void AwaitCall()
        {
            long start = Stopwatch.GetTimestamp();
            while (Volatile.Read(ref _state) != Called)
            {
                if (WaitAMoment(start) > s_awakeTicks)
                    Sleep();
            }
            // A full fence: a call that comes after it is seen as a call, one that came before has opened the door already.
            Interlocked.Exchange(ref _state, Idle);
        }

        private void Sleep()
        {
            lock (_gate)
            {
                if (Interlocked.CompareExchange(ref _state, Asleep, Idle) == Idle)
                {
                    while (Volatile.Read(ref _state) == Asleep)
                        System.Threading.Monitor.Wait(_gate);
                }
            }
        }
    }
}
