namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// The threads of one run of user code: one is enough unless code blocks while more work comes in. They end with the
/// run. Pool threads would not do: the runtime cannot suspend a thread well any more that was aborted once, and other
/// work must not inherit that.
/// </summary>
internal sealed class CellThreads(Action<Action> execute)
{
    /// <summary>Four times what a cell's calls may take: exceptions that are handled one upon the other need the rest.</summary>
    private const int StackBytes = 64 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Queue<Action> work = new();
    private readonly SemaphoreSlim available = new(0);
    private int idle;
    private bool ended;

    /// <summary>Runs work on a thread that is free, or on a new one; <c>false</c> when the run has ended.</summary>
    public bool Post(Action action)
    {
        lock (gate)
        {
            if (ended) return false;
            work.Enqueue(action);
            if (idle < work.Count) new Thread(Loop, StackBytes) { IsBackground = true, Name = "notebook cell" }.Start();
            else available.Release();
        }

        return true;
    }

    /// <summary>Lets the threads end when they have nothing left to do.</summary>
    /// <returns>What is still queued, and will not run here.</returns>
    public IReadOnlyList<Action> End()
    {
        lock (gate)
        {
            ended = true;
            Action[] left = [.. work];
            work.Clear();
            if (idle > 0) available.Release(idle);
            return left;
        }
    }

    private void Loop()
    {
        while (true)
        {
            Action? next;
            lock (gate)
            {
                if (ended) return;
                if (!work.TryDequeue(out next)) idle++;
            }

            if (next is not null)
            {
                execute(next);
                continue;
            }

            available.Wait();
            lock (gate) idle--;
        }
    }
}
