namespace NotebookKit;

/// <summary>How many processor cores the numerical kernels use.</summary>
/// <remarks>
/// Results do not depend on this setting: work is divided by rows or columns of a result, each computed by one thread in a fixed
/// order, and sums over a large batch in two halves whatever the number of threads. Small problems always stay on the calling thread.
/// </remarks>
public static class Parallelism
{
    private static int s_threads = Environment.ProcessorCount;

    /// <summary>
    /// The largest number of threads, the caller included, that one operation uses. The default is the number of processors
    /// that the process may use; 1 keeps everything on the calling thread.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public static int Threads
    {
        get => s_threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            s_threads = value;
        }
    }
}
