namespace NotebookKit.Notebooks.Session;

/// <summary>Keeps other processes out of a folder while it is being written.</summary>
internal static class FolderLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for the folder and takes it; disposing gives it back. A process that dies gives it back too.</summary>
    public static IDisposable Take(string folder, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                cancellation.WaitHandle.WaitOne(Pause);
            }
        }
    }
}
