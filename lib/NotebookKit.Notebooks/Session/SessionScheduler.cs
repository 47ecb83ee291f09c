namespace NotebookKit.Notebooks.Session;

/// <summary>
/// Runs the tasks of a session's kernels on threads of the session's own: what follows an <c>await</c> in them must come
/// to its turn also when a cell has filled the thread pool with blocked work.
/// </summary>
internal sealed class SessionScheduler : TaskScheduler
{
    private readonly Lock _gate = new();
    private readonly Queue<Task> _waiting = new();
    private readonly SemaphoreSlim _available = new(0);
    private int _idle;
    private bool _ended;

    [ThreadStatic]
    private static SessionScheduler? t_own;

    /// <summary>Starts work whose continuations stay with this scheduler.</summary>
    public Task<T> Start<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>Lets the threads end when they have nothing left to do.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            if (_idle > 0)
            {
                _available.Release(_idle);
            }
        }
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            _waiting.Enqueue(task);
            if (_idle >= _waiting.Count)
            {
                _available.Release();
                return;
            }
        }

        // A task may block, so none waits for another's thread.
        new Thread(Loop) { IsBackground = true, Name = "notebook kernels" }.Start();
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        ReferenceEquals(t_own, this) && !taskWasPreviouslyQueued && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
        {
            return [.. _waiting];
        }
    }

    private void Loop()
    {
        t_own = this;
        while (true)
        {
            Task? next;
            lock (_gate)
            {
                if (!_waiting.TryDequeue(out next))
                {
                    if (_ended)
                    {
                        return;
                    }
                    _idle++;
                }
            }

            if (next is not null)
            {
                TryExecuteTask(next);
                continue;
            }

            _available.Wait();
            lock (_gate)
            {
                _idle--;
            }
        }
    }
}
