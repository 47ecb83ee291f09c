using System.Collections.Concurrent;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Where a session's C# is compiled and waited for: one thread for all cells, since the compiler keeps what it reuses by
/// thread. What a running cell sends to a kernel, and waits for, gets a thread of its own.
/// </summary>
internal sealed class SessionThread : IDisposable
{
    private readonly BlockingCollection<Task> _waiting = [];

    public SessionThread() => Start("notebook session", () =>
    {
        foreach (Task work in _waiting.GetConsumingEnumerable())
        {
            work.RunSynchronously(TaskScheduler.Default);
        }
    });

    /// <summary>Does work in its turn.</summary>
    public Task Run(Action work)
    {
        var task = new Task(work, TaskCreationOptions.DenyChildAttach | TaskCreationOptions.RunContinuationsAsynchronously);
        if (RunningCell.IsInCode)
        {
            Start("notebook session, nested", () => task.RunSynchronously(TaskScheduler.Default));
        }
        else
        {
            _waiting.Add(task);
        }

        return task;
    }

    /// <summary>No more work is taken.</summary>
    public void Dispose() => _waiting.CompleteAdding();

    private static void Start(string name, Action loop) =>
        new Thread(() => loop(), Nesting.StackBytes) { IsBackground = true, Name = name }.Start();
}
