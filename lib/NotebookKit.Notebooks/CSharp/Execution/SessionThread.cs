using System.Collections.Concurrent;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Where a session's C# is compiled and waited for: one thread for all cells, since the compiler keeps what it reuses by
/// thread. What a running cell sends to a kernel, and waits for, gets a thread of its own.
/// </summary>
internal sealed class SessionThread : IDisposable
{
    /// <summary>The compiler goes as deep as a cell's expressions nest.</summary>
    private const int StackBytes = 16 * 1024 * 1024;

    private readonly BlockingCollection<Action> _waiting = [];

    public SessionThread() => Start("notebook session", () =>
    {
        foreach (Action work in _waiting.GetConsumingEnumerable())
        {
            work();
        }
    });

    /// <summary>Does work in its turn.</summary>
    public Task Run(Action work)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var context = ExecutionContext.Capture();
        if (RunningCell.IsInCode)
        {
            Start("notebook session, nested", RunInContext);
        }
        else
        {
            _waiting.Add(RunInContext);
        }
        return ended.Task;

        void RunInContext()
        {
            if (context is null)
            {
                RunWork();
            }
            else
            {
                ExecutionContext.Run(context, _ => RunWork(), null);
            }
        }

        void RunWork()
        {
            try
            {
                work();
                ended.SetResult();
            }
            catch (Exception error)
            {
                ended.SetException(error);
            }
        }
    }

    /// <summary>No more work is taken.</summary>
    public void Dispose() => _waiting.CompleteAdding();

    private static void Start(string name, Action loop) =>
        new Thread(() => loop(), StackBytes) { IsBackground = true, Name = name }.Start();
}
