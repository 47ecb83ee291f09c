namespace NotebookKit.Notebooks.CSharp;

/// <summary>Keeps other processes out of a folder while it is being written.</summary>
internal static class FolderLock
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for the folder and takes it; disposing gives it back. A process that dies gives it back too.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled while another process had the folder.</exception>
    public static IDisposable Take(string folder, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException error) when (IsTaken(error))
            {
                cancellation.WaitHandle.WaitOne(s_pause);
            }
        }
    }

    /// <summary>A disk that is full or read-only is no reason to wait.</summary>
    private static bool IsTaken(IOException error)
    {
        const int sharingViolation = unchecked((int)0x80070020), wouldBlockOnLinux = 11, wouldBlockOnMacOS = 35;
        return error.HResult is sharingViolation or wouldBlockOnLinux or wouldBlockOnMacOS;
    }
}
