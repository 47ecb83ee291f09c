using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Session;

/// <summary>
/// Runs the tasks of a session's kernels on threads of the session's own: what follows an <c>await</c> in them must come
/// to its turn also when a cell has filled the thread pool with blocked work.
/// </summary>
internal sealed class SessionScheduler : TaskScheduler
{
    [ThreadStatic]
    private static SessionScheduler? t_own;

    private readonly WorkThreads<Task> _threads;

    public SessionScheduler() => _threads = new WorkThreads<Task>(Execute, "notebook kernels");

    /// <summary>Starts work whose continuations stay with this scheduler.</summary>
    public Task<T> Start<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>Lets the threads end when they have nothing left to do.</summary>
    public void End()
    {
        foreach (Task left in _threads.End())
        {
            QueueTask(left);
        }
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        // What follows an await after the end comes to its turn as well.
        if (!_threads.Post(task))
        {
            new Thread(() => Execute(task)) { IsBackground = true, Name = "notebook kernels" }.Start();
        }
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        ReferenceEquals(t_own, this) && !taskWasPreviouslyQueued && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => _threads.Waiting;

    private void Execute(Task task)
    {
        t_own = this;
        TryExecuteTask(task);
    }
}
