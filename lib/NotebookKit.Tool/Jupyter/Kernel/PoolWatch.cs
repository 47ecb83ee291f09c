namespace NotebookKit.Tool.Jupyter.Kernel;

/// <summary>
/// Keeps the kernel within hearing when cells fill the thread pool. Messages, an interrupt among them, pass through the pool, which
/// gives work that blocks only a thread or two a second: behind some hundred sleeping tasks an interrupt would be heard minutes later.
/// A thread of its own asks the pool for a sign of life, and lets it grow at once for as long as none comes.
/// </summary>
internal sealed class PoolWatch
{
    private const int MostThreads = 2000, Step = 64;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500), s_patience = TimeSpan.FromMilliseconds(200);

    private readonly AutoResetEvent _alive = new(false);

    private PoolWatch()
    {
    }

    /// <summary>Starts watching, for the rest of the process's life.</summary>
    public static void Start()
    {
        var watch = new PoolWatch();
        new Thread(watch.Run) { IsBackground = true, Name = "watch of the thread pool" }.Start();
    }

    private void Run()
    {
        ThreadPool.GetMinThreads(out int usual, out int ports);
        while (true)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static watch => watch._alive.Set(), this, preferLocal: false);
            while (!_alive.WaitOne(s_patience))
            {
                ThreadPool.SetMinThreads(Math.Clamp(ThreadPool.ThreadCount + Step, usual, MostThreads), ports);
            }

            // What blocks no longer must not leave the next work with more threads than processors can serve.
            ThreadPool.SetMinThreads(usual, ports);
            Thread.Sleep(s_pause);
        }
    }
}
