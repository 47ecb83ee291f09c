namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Threads of their own for work that may block: one is enough unless it blocks while more comes in. None waits for the thread
/// of another.
/// </summary>
/// <typeparam name="T">The kind of work.</typeparam>
/// <param name="execute">Does a piece of work; it throws nothing.</param>
/// <param name="name">What the threads are called.</param>
/// <param name="stackBytes">The size of their stacks; 0 is the system's own.</param>
internal sealed class WorkThreads<T>(Action<T> execute, string name, int stackBytes = 0)
    where T : class
{
    private readonly Lock _gate = new();
    private readonly Queue<T> _work = new();
    private readonly SemaphoreSlim _available = new(0);
    private int _idle;
    private bool _ended;

    /// <summary>What no thread has taken yet.</summary>
    public IReadOnlyList<T> Waiting
    {
        get
        {
            lock (_gate)
            {
                return [.. _work];
            }
        }
    }

    /// <summary>Does work on a thread that is free, or on a new one; <c>false</c> when the threads have ended.</summary>
    public bool Post(T work)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return false;
            }
            _work.Enqueue(work);
            if (_idle < _work.Count)
            {
                new Thread(Loop, stackBytes) { IsBackground = true, Name = name }.Start();
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
    public IReadOnlyList<T> End()
    {
        lock (_gate)
        {
            _ended = true;
            T[] left = [.. _work];
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
            T? next;
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
