namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Keeps the calls that wake an interrupted cell's threads (<see cref="Thread.Interrupt"/>) out of the session's own code
/// on those threads. There they would lose an output that is on its way, or tear a continuation, of which the process dies.
/// One guard belongs to one thread.
/// </summary>
internal sealed class WakeGuard(Thread thread)
{
    private const int Open = 0, Guarded = 1, Waking = 2;

    [ThreadStatic]
    private static WakeGuard? t_current;

    private int _state;
    private int _depth;

    /// <summary>Puts the calling thread under guard; until <see cref="Leave"/> it may be woken, save in <see cref="Run"/>.</summary>
    public static WakeGuard Enter() => t_current = new WakeGuard(Thread.CurrentThread);

    /// <summary>The calling thread is woken no more, once nobody knows its guard.</summary>
    public static void Leave() => t_current = null;

    /// <summary>Does something on the calling thread that must not be woken. It waits for nothing but short locks.</summary>
    public static void Run(Action action)
    {
        if (t_current is not { } guard)
        {
            action();
            return;
        }

        guard.Close();
        try
        {
            action();
        }
        finally
        {
            if (--guard._depth == 0)
            {
                Volatile.Write(ref guard._state, Open);
            }
        }
    }

    /// <summary>Wakes the thread if it sleeps or waits, and is not in <see cref="Run"/>.</summary>
    public void Wake()
    {
        if (Interlocked.CompareExchange(ref _state, Waking, Open) != Open)
        {
            return;
        }
        if (thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin))
        {
            thread.Interrupt();
        }
        Volatile.Write(ref _state, Open);
    }

    // Spins: any wait here could itself be woken.
    private void Close()
    {
        if (_depth++ > 0)
        {
            return;
        }
        var spin = new SpinWait();
        while (Interlocked.CompareExchange(ref _state, Guarded, Open) != Open)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
        if (!CellInterrupt.IsRaised)
        {
            return;
        }
        try
        {
            // A call that came just before is answered here; the thread is woken again in a moment.
            Thread.Sleep(0);
        }
        catch (ThreadInterruptedException)
        {
        }
    }
}
