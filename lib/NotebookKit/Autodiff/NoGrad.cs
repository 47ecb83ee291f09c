namespace NotebookKit;

/// <summary>
/// While one is alive on a thread, operations there record nothing: nothing made meanwhile can be differentiated, and
/// nothing is kept for it. Use as <c>using (new NoGrad()) { … }</c>; scopes nest. It holds for the thread that began it:
/// do not await inside.
/// </summary>
public sealed class NoGrad : IDisposable
{
    [ThreadStatic]
    private static Depth? t_ofThread;

    private Depth? _depth;

    /// <summary>Stops recording on this thread.</summary>
    public NoGrad()
    {
        _depth = t_ofThread ??= new Depth();
        Interlocked.Increment(ref _depth.Count);
    }

    /// <summary>Whether operations on this thread are recorded now.</summary>
    internal static bool IsRecording => t_ofThread is not { Count: > 0 };

    /// <summary>Resumes recording, once the outermost scope ends. Ends it for the thread that began it, wherever it is called.</summary>
    public void Dispose()
    {
        if (_depth is not null)
            Interlocked.Decrement(ref _depth.Count);
        _depth = null;
    }

    /// <summary>How many scopes are alive on one thread.</summary>
    private sealed class Depth
    {
        public int Count;
    }
}
