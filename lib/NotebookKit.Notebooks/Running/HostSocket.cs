using System.Globalization;
using System.IO.Pipes;
using System.Net.Sockets;
using System.Text;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Running;

/// <summary>
/// The name at which a runner and the process of a notebook meet. On Unix it is a socket file, whose path may have no more
/// than about a hundred bytes, and which the death of the runner can leave behind: the name says whose it is.
/// </summary>
internal static class HostSocket
{
    private const string Prefix = "nbk-";

    // The shortest of the systems' limits, macOS's, with the zero at the end.
    private const int MaxPath = 104 - 1;

    private static readonly TimeSpan s_leastAge = TimeSpan.FromMinutes(1);
    private static readonly Lazy<bool> s_cleared = new(() => ClearLeftovers(Path.GetTempPath()));

    /// <summary>Opens a socket for one process.</summary>
    /// <returns>The runner's end, and the name for the other.</returns>
    /// <exception cref="IOException">No folder will do; the message says which were tried.</exception>
    public static (NamedPipeServerStream Pipe, string Name) Open()
    {
        string file = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid().ToString("n")[..8]}");
        if (OperatingSystem.IsWindows())
        {
            return (Listen(file), file);
        }

        _ = s_cleared.Value;
        var tried = new List<string>();
        foreach (string folder in Folders())
        {
            string path = Path.Combine(folder, file);
            int bytes = Encoding.UTF8.GetByteCount(path);
            if (bytes > MaxPath)
            {
                tried.Add($"{folder} is {bytes - MaxPath} bytes too long");
                continue;
            }

            try
            {
                return (Listen(path), path);
            }
            catch (Exception error) when (error is SocketException or IOException or UnauthorizedAccessException)
            {
                tried.Add($"{folder}: {error.Message}");
            }
        }

        throw new IOException(
            $"No folder can hold the socket to the notebook's process ({string.Join("; ", tried)}). "
            + $"Set TMPDIR to a folder that you may write to, with a path of at most {MaxPath - file.Length - 1} bytes.");
    }

    /// <summary>Removes the socket file of this name, where there is one; nothing else is ever removed.</summary>
    public static void Remove(string name)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && FileKinds.Of(name, followLinks: false) == FileKind.Socket)
            {
                File.Delete(name);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another process removes it at the same time, or it is another user's.
        }
    }

    /// <summary>Removes the sockets that runners left behind which were killed before the other end had come.</summary>
    /// <param name="folder">Where sockets are made.</param>
    /// <returns>True.</returns>
    public static bool ClearLeftovers(string folder)
    {
        try
        {
            foreach (string path in Directory.EnumerateFiles(folder, Prefix + "*-*"))
            {
                string owner = Path.GetFileName(path)[Prefix.Length..].Split('-')[0];
                // A young one may be of a runner that this process cannot see, in another container.
                if (int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && !ProcessTree.Exists(id)
                    && DateTime.UtcNow - File.GetLastWriteTimeUtc(path) > s_leastAge)
                {
                    Remove(path);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be read holds nothing of ours that could be removed.
        }

        return true;
    }

    private static IEnumerable<string> Folders() =>
        new[] { Path.GetTempPath(), Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), "/tmp" }
            .Where(folder => !string.IsNullOrEmpty(folder)).Select(folder => Path.GetFullPath(folder!)).Distinct();

    private static NamedPipeServerStream Listen(string name) => new(
        name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
}
