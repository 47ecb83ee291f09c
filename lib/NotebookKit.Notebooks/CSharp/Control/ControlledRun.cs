using System.Globalization;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Runs user code so that it can be stopped anywhere: in an endless loop, asleep, waiting for a lock or a task, or
/// awaiting.
/// </summary>
/// <remarks>
/// The code and what follows each <c>await</c> run on threads of their own, which an interrupt wakes wherever they sleep
/// or wait, and which stop at the next check in a loop (<see cref="CellInterrupt"/>). As a last resort
/// <see cref="System.Runtime.ControlledExecution"/> aborts them. Since a continuation gets a new thread
/// when none is free, code that blocks on its own asynchronous methods does not deadlock, as it would with one event loop.
/// </remarks>
internal sealed class ControlledRun(CancellationToken interrupt, CancellationToken force, Action<Exception> unobserved, Action<string> tell)
{
    /// <summary>How long stopped code may take to unwind before the cell is given up.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(3);

    /// <summary>How long the reader has to insist before a cell that does not answer is given up.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>How often code that is being stopped is woken from sleeping and waiting.</summary>
    private static readonly TimeSpan s_nudge = TimeSpan.FromMilliseconds(20);

    /// <summary>Four times what a cell's calls may take: exceptions that are handled one upon the other need the rest.</summary>
    private const int StackBytes = 64 * 1024 * 1024;

    private readonly CancellationTokenSource _abort = new();
    private readonly HashSet<WakeGuard> _active = [];

    /// <summary>Whether stopped code was still running when it was given up.</summary>
    public bool LeftRunning { get; private set; }

    /// <summary>
    /// Runs <paramref name="body"/> to its end and returns its value. The calling thread waits: were it to come back from
    /// the thread pool, a cell that fills the pool with blocked work could neither end nor be interrupted.
    /// </summary>
    /// <exception cref="OperationCanceledException">The run was interrupted.</exception>
    public object? Run(Func<Task<object?>> body)
    {
        var outcome = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        ExecutionContext context = ExecutionContext.Capture()!;
        // They end with the run. Pool threads would not do: the runtime cannot suspend a thread well any more that was aborted once,
        // and other work must not inherit that.
        var threads = new WorkThreads<Action>(Controlled, "notebook cell", StackBytes);
        threads.Post(() => ExecutionContext.Run(context, _ => Start(body, outcome, threads), null));

        using (interrupt.Register(static state => ((TaskCompletionSource<object?>)state!).TrySetCanceled(), outcome))
        {
            try
            {
                return outcome.Task.GetAwaiter().GetResult();
            }
            catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
            {
                LeftRunning = !Stop();
                throw new OperationCanceledException(interrupt);
            }
            finally
            {
                foreach (Action left in threads.End())
                {
                    LeaveBehind(left);
                }
            }
        }
    }

    /// <summary>Runs <paramref name="work"/>, which has no value, to its end.</summary>
    /// <exception cref="OperationCanceledException">The run was interrupted.</exception>
    public void Run(Action work) => Run(() =>
    {
        work();
        return Task.FromResult<object?>(null);
    });

    /// <summary>
    /// Stops what runs: the checks in its loops see the interrupt, and threads that sleep or wait are woken. Only when the
    /// reader insists is code aborted: on Linux and macOS the runtime dies of an abort that finds it between two calls.
    /// </summary>
    /// <returns>Whether everything ended in time.</returns>
    private bool Stop()
    {
        CellInterrupt.Raise();
        try
        {
            if (Ended(s_grace, force))
            {
                return true;
            }
            if (!force.IsCancellationRequested)
            {
                tell("The cell is in compiled code that does not answer to the interrupt. Interrupt again to abort it; where that fails, "
                    + "the session ends.\n");
            }
            if (Ended(s_patience, force))
            {
                return true;
            }
            if (!force.IsCancellationRequested)
            {
                return false;
            }
            // The asking may itself wait for the thread.
            new Thread(_abort.Cancel) { IsBackground = true, Name = "notebook interrupt" }.Start();
            return Ended(s_grace, CancellationToken.None);
        }
        finally
        {
            CellInterrupt.Lower();
        }
    }

    /// <summary>Waits for the code to end, waking its threads.</summary>
    private bool Ended(TimeSpan patience, CancellationToken sooner)
    {
        DateTime end = DateTime.UtcNow + patience;
        while (true)
        {
            lock (_active)
            {
                if (_active.Count == 0)
                {
                    return true;
                }
                foreach (WakeGuard thread in _active)
                {
                    thread.Wake();
                }
            }

            if (DateTime.UtcNow > end || sooner.IsCancellationRequested)
            {
                return false;
            }
            Thread.Sleep(s_nudge);
        }
    }

    private void Report(Exception error) => unobserved(error);

    /// <summary>Told of each async void method that begins (1) and ends (-1).</summary>
    public Action<int> OnAsyncVoid { get; init; } = _ => { };

    private bool IsInterrupted => interrupt.IsCancellationRequested;

    private void Start(Func<Task<object?>> body, TaskCompletionSource<object?> outcome, WorkThreads<Action> threads)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        CellInterrupt.Enter(interrupt);
        SynchronizationContext.SetSynchronizationContext(new Continuations(this, threads));
        Task<object?> task;
        try
        {
            task = body();
        }
        catch (Exception error)
        {
            outcome.TrySetException(error);
            return;
        }

        task.ContinueWith(
            static (done, state) => Forward(done, (TaskCompletionSource<object?>)state!),
            outcome, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static void Forward(Task<object?> done, TaskCompletionSource<object?> outcome)
    {
        try
        {
            outcome.TrySetResult(done.GetAwaiter().GetResult());
        }
        catch (Exception error)
        {
            // The exception as the user threw it, a cancellation of their own included.
            outcome.TrySetException(error);
        }
    }

    /// <summary>What became ready in the moment in which the cell ended goes on as other work does that the cell did not wait
    /// for.</summary>
    private void LeaveBehind(Action left)
    {
        if (IsInterrupted)
        {
            return;
        }
        ThreadPool.QueueUserWorkItem(_ =>
        {
            left();
            SynchronizationContext.SetSynchronizationContext(null);
        });
    }

    /// <summary>Runs one stretch of user code on the current thread; an interrupt ends it wherever it is.</summary>
    private void Controlled(Action action)
    {
        var thread = WakeGuard.Enter();
        lock (_active)
        {
            _active.Add(thread);
        }
        try
        {
            // An interrupt that came before the code began has nothing to wait for, and no longer looks.
            if (IsInterrupted)
            {
                return;
            }
            CellStack.Enter();
#pragma warning disable SYSLIB0046 // Aborting code is what an interrupt in a notebook means; the runtime offers this for such hosts.
            System.Runtime.ControlledExecution.Run(action, _abort.Token);
#pragma warning restore SYSLIB0046
        }
        catch (Exception) when (IsInterrupted)
        {
            // Reported once, by Run.
        }
        catch (Exception error)
        {
            Report(error);
        }
        finally
        {
            Leave(thread);
        }
    }

    /// <summary>A wake-up call may still come in between the end of the code and the end of its being stopped.</summary>
    private void Leave(WakeGuard thread)
    {
        while (true)
        {
            try
            {
                lock (_active)
                {
                    _active.Remove(thread);
                }
                if (IsInterrupted)
                {
                    Thread.Sleep(0);
                }
                WakeGuard.Leave();
                return;
            }
            catch (ThreadInterruptedException)
            {
            }
        }
    }

    /// <summary>Brings what follows an <c>await</c> back under control.</summary>
    private sealed class Continuations(ControlledRun run, WorkThreads<Action> threads) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
            if (run.IsInterrupted)
            {
                return;
            }
            // An async void method counts as ended before what it threw comes here: that counts by itself.
            run.OnAsyncVoid(1);
            bool posted = false;
            // An exception in here would surface on the thread pool, where it ends the process.
            WakeGuard.Run(() => posted = threads.Post(() => Continue(d, state)));
            if (!posted)
            {
                ThreadPool.QueueUserWorkItem(_ => AfterTheRun(d, state));
            }
        }

        public override void Send(SendOrPostCallback d, object? state) => d(state);

        // The compiler's code for async void methods calls these two.
        public override void OperationStarted() => run.OnAsyncVoid(1);

        public override void OperationCompleted() => run.OnAsyncVoid(-1);

        public override SynchronizationContext CreateCopy() => this;

        private void Continue(SendOrPostCallback d, object? state)
        {
            try
            {
                SetSynchronizationContext(this);
                d(state);
            }
            catch (Exception error) when (!run.IsInterrupted)
            {
                run.Report(error);
            }
            finally
            {
                run.OnAsyncVoid(-1);
            }
        }

        /// <summary>Work that a cell started and did not wait for goes on, out of reach of later interrupts.</summary>
        private void AfterTheRun(SendOrPostCallback d, object? state)
        {
            Continue(d, state);
            SetSynchronizationContext(null);
        }
    }
}
