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

    private readonly Lock _gate = new();
    private readonly Queue<Action> _work = new();
    private readonly SemaphoreSlim _available = new(0);
    private int _idle;
    private bool _ended;

    /// <summary>Runs work on a thread that is free, or on a new one; <c>false</c> when the run has ended.</summary>
    public bool Post(Action action)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return false;
            }
            _work.Enqueue(action);
            if (_idle < _work.Count)
            {
                new Thread(Loop, StackBytes) { IsBackground = true, Name = "notebook cell" }.Start();
            }
            else
            {
                _available.Release();
            }
        }

        return true;
    }

    /// <summary>Lets the threads end when they have nothing left to do.</summary>
    /// <returns>What is still queued, and will not run here.</returns>
    public IReadOnlyList<Action> End()
    {
        lock (_gate)
        {
            _ended = true;
            Action[] left = [.. _work];
            _work.Clear();
            if (_idle > 0)
            {
                _available.Release(_idle);
            }
            return left;
        }
    }

    private void Loop()
    {
        while (true)
        {
            Action? next;
            lock (_gate)
            {
                if (_ended)
                {
                    return;
                }
                if (!_work.TryDequeue(out next))
                {
                    _idle++;
                }
            }

            if (next is not null)
            {
                execute(next);
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
