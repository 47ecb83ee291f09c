using System.Globalization;

namespace NotebookKit.Notebooks.Running;

/// <summary>
/// The sockets and pipes by which debuggers and tracers find a .NET process on Unix. The runtime makes them in the temporary
/// folder and removes them when its process ends by itself; those of one that was killed stay for ever.
/// </summary>
internal static class RuntimeFiles
{
    private static readonly string[] s_patterns = ["dotnet-diagnostic-{0}-*", "clr-debug-pipe-{0}-*"];

    /// <summary>Removes those of a process that has ended.</summary>
    /// <param name="process">The id that it had.</param>
    /// <param name="folder">The temporary folder.</param>
    public static void Remove(int process, string folder)
    {
        if (OperatingSystem.IsWindows() || ProcessTree.Exists(process))
        {
            return;
        }

        foreach (string pattern in s_patterns)
        {
            try
            {
                foreach (string file in Directory.EnumerateFileSystemEntries(
                    folder, string.Format(CultureInfo.InvariantCulture, pattern, process)))
                {
                    File.Delete(file);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Somebody else's, or gone meanwhile: it is in nobody's way.
            }
        }
    }
}
