namespace NotebookKit;

/// <summary>
/// While one is alive on a thread, operations there record nothing: nothing made meanwhile can be differentiated, and
/// nothing is kept for it. Use as <c>using (new NoGrad()) { … }</c>; scopes nest.
/// </summary>
public sealed class NoGrad : IDisposable
{
    [ThreadStatic]
    private static int depth;

    private bool disposed;

    /// <summary>Stops recording on this thread.</summary>
    public NoGrad() => depth++;

    /// <summary>Whether operations on this thread are recorded now.</summary>
    public static bool IsRecording => depth == 0;

    /// <summary>Resumes recording, once the outermost scope ends.</summary>
    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        depth--;
    }
}
