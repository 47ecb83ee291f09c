namespace NotebookKit;

/// <summary>
/// While one is alive on a thread, operations there record nothing: nothing made meanwhile can be differentiated, and
/// nothing is kept for it. Use as <c>using (new NoGrad()) { … }</c>; scopes nest. It holds for the thread that began it:
/// do not await inside.
/// </summary>
public sealed class NoGrad : IDisposable
{
    [ThreadStatic]
    private static Depth? ofThread;

    private Depth? depth;

    /// <summary>Stops recording on this thread.</summary>
    public NoGrad()
    {
        depth = ofThread ??= new Depth();
        Interlocked.Increment(ref depth.Count);
    }

    /// <summary>Whether operations on this thread are recorded now.</summary>
    public static bool IsRecording => ofThread is not { Count: > 0 };

    /// <summary>Resumes recording, once the outermost scope ends. Ends it for the thread that began it, wherever it is called.</summary>
    public void Dispose()
    {
        if (depth is not null)
            Interlocked.Decrement(ref depth.Count);
        depth = null;
    }

    /// <summary>How many scopes are alive on one thread.</summary>
    private sealed class Depth
    {
        public int Count;
    }
}
