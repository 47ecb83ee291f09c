using System.Globalization;

namespace NotebookKit.Notebooks.Session;

/// <summary>
/// Runs user code so that it can be stopped anywhere: in an endless loop, asleep, waiting for a lock or a task, or
/// awaiting.
/// </summary>
/// <remarks>
/// The synchronous part runs on a thread of its own, and what follows each <c>await</c> on pool threads, each under
/// <see cref="System.Runtime.ControlledExecution"/>, which aborts managed code. Since every continuation gets a thread,
/// code that blocks on its own asynchronous methods does not deadlock, as it would with one event loop.
/// </remarks>
internal sealed class ControlledRun(CancellationToken interrupt, Action<Exception> unobserved)
{
    /// <summary>How long stopped code may take to unwind before the cell is given up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private const int StackBytes = 16 * 1024 * 1024;

    /// <summary>How often code that is being stopped is woken from sleeping and waiting.</summary>
    private static readonly TimeSpan Nudge = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource abort = new();
    private readonly HashSet<Thread> active = [];

    /// <summary>Whether stopped code was still running when it was given up.</summary>
    public bool LeftRunning { get; private set; }

    /// <summary>
    /// Runs <paramref name="body"/> to its end and returns its value.
    /// </summary>
    /// <exception cref="OperationCanceledException">The run was interrupted.</exception>
    public async Task<object?> Run(Func<Task<object?>> body)
    {
        var outcome = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var context = ExecutionContext.Capture();
        var thread = new Thread(() => Restored(context, () => Start(body, outcome)), StackBytes) { IsBackground = true, Name = "notebook cell" };
        thread.Start();

        using (interrupt.Register(static state => ((TaskCompletionSource<object?>)state!).TrySetCanceled(), outcome))
        {
            try
            {
                return await outcome.Task.ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
            {
                LeftRunning = !await Task.Run(Stop, CancellationToken.None).ConfigureAwait(false);
                throw new OperationCanceledException(interrupt);
            }
        }
    }

    /// <summary>
    /// Aborts what runs. An abort does not reach a thread that sleeps or waits, and asking for one may itself wait for the
    /// thread; so the asking has a thread of its own, and meanwhile the threads are woken.
    /// </summary>
    /// <returns>Whether everything ended in time.</returns>
    private bool Stop()
    {
        new Thread(abort.Cancel) { IsBackground = true, Name = "notebook interrupt" }.Start();
        var end = DateTime.UtcNow + Grace;
        while (true)
        {
            lock (active)
            {
                if (active.Count == 0) return true;
                foreach (var thread in active) thread.Interrupt();
            }

            if (DateTime.UtcNow > end) return false;
            Thread.Sleep(Nudge);
        }
    }

    private bool IsInterrupted => interrupt.IsCancellationRequested;

    private static void Restored(ExecutionContext? context, Action action)
    {
        if (context is null) action();
        else ExecutionContext.Run(context, static state => ((Action)state!)(), action);
    }

    private void Start(Func<Task<object?>> body, TaskCompletionSource<object?> outcome)
    {
        Controlled(() =>
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
            SynchronizationContext.SetSynchronizationContext(new Continuations(this));
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
        });
    }

    private static void Forward(Task<object?> done, TaskCompletionSource<object?> outcome)
    {
        if (done.IsCanceled) outcome.TrySetException(new TaskCanceledException(done));
        else if (done.Exception is { } error) outcome.TrySetException(error.InnerExceptions);
        else outcome.TrySetResult(done.Result);
    }

    /// <summary>Runs one stretch of user code on the current thread; an interrupt ends it wherever it is.</summary>
    private void Controlled(Action action)
    {
        var thread = Thread.CurrentThread;
        lock (active) active.Add(thread);
        try
        {
#pragma warning disable SYSLIB0046 // Aborting code is what an interrupt in a notebook means; the runtime offers this for such hosts.
            System.Runtime.ControlledExecution.Run(action, abort.Token);
#pragma warning restore SYSLIB0046
        }
        catch (Exception) when (IsInterrupted)
        {
            // Reported once, by Run.
        }
        catch (Exception error)
        {
            // Only an async void method gets here: its exception has no task to live in.
            unobserved(error);
        }
        finally
        {
            Leave(thread);
        }
    }

    /// <summary>A pool thread goes on to other work: a wake-up call that came too late must not reach it there.</summary>
    private void Leave(Thread thread)
    {
        while (true)
        {
            try
            {
                lock (active) active.Remove(thread);
                if (IsInterrupted) Thread.Sleep(0);
                return;
            }
            catch (ThreadInterruptedException)
            {
            }
        }
    }

    private sealed class Continuations(ControlledRun run) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
            if (run.IsInterrupted) return;
            ThreadPool.QueueUserWorkItem(_ =>
            {
                run.Controlled(() =>
                {
                    SetSynchronizationContext(this);
                    d(state);
                });
            });
        }

        public override void Send(SendOrPostCallback d, object? state) => d(state);

        public override SynchronizationContext CreateCopy() => this;
    }
}
