using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NotebookKit.Shared;

/// <summary>
/// Replaces a file's content so that whoever reads it, at any moment, sees the old content or the new, whole: the new
/// content goes to a temporary file in the same folder, reaches the disk, and takes the file's name by a rename. The source
/// of this one class is compiled into every library that writes files, since the two towers do not know each other.
/// </summary>
internal static class AtomicFile
{
    private const string Prefix = ".notebookkit-", Suffix = ".tmp";
    private const UnixFileMode AnyWrite = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Writes what <paramref name="write"/> gives to <paramref name="path"/>, creating the file or replacing it.</summary>
    /// <remarks>
    /// An existing file keeps its permissions; a symbolic link stays one and its target is replaced. A process killed in the
    /// middle leaves at most one temporary file, which the next write to the same path removes.
    /// </remarks>
    /// <exception cref="IOException">The path is a folder or a device, its folder does not exist, or the disk is full; the file is as
    /// before.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or the folder may not be written; the file is as
    /// before.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        FileInfo target = Target(path);
        if (target.Exists)
        {
            RequireReplaceable(path, target);
        }
        string folder = target.DirectoryName!, mark = TemporaryStart(target.Name);
        RemoveLeftovers(folder, mark);
        // Short whatever the file is called, since a name may fill the 255 bytes that file systems allow.
        string temporary = Path.Combine(folder, string.Create(
            CultureInfo.InvariantCulture, $"{mark}-{Environment.ProcessId}-{Random.Shared.Next():x8}{Suffix}"));
        try
        {
            using (FileStream stream = Create(temporary, path))
            {
                if (target.Exists && !OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target.FullName));
                }
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, target.FullName, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>As <see cref="Write(string, Action{Stream})"/>; a file that already holds the content is left alone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its new content.</param>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        FileInfo target = Target(path);
        // A pipe has length 0, and reading it would wait for its writer.
        if (target.Exists && content.Length > 0 && target.Length == content.Length
            && content.SequenceEqual(File.ReadAllBytes(target.FullName)))
        {
            return;
        }
        byte[] bytes = content.ToArray();
        Write(path, stream => stream.Write(bytes));
    }

    /// <summary>The file that is replaced: the end of any chain of links.</summary>
    private static FileInfo Target(string path)
    {
        string full = Path.GetFullPath(path);
        FileSystemInfo target = new FileInfo(full) is { LinkTarget: not null } link
            && link.ResolveLinkTarget(returnFinalTarget: true) is { } end
            ? end : new FileInfo(full);
        if (Directory.Exists(target.FullName))
        {
            throw new IOException($"Cannot write '{path}': it is a folder. Give the name of a file in it.");
        }
        var file = new FileInfo(target.FullName);
        if (!Directory.Exists(file.DirectoryName))
        {
            throw new DirectoryNotFoundException(
                $"Cannot write '{path}': the folder '{file.DirectoryName}' does not exist. Make it first by Directory.CreateDirectory.");
        }
        return file;
    }

    private static void RequireReplaceable(string path, FileInfo file)
    {
        if (!OperatingSystem.IsWindows())
        {
            if (IsDevice(file.FullName))
            {
                throw new IOException(
                    $"Cannot write '{path}': it is no regular file, and would itself be replaced. Give the name of a file.");
            }
            // Root may write anything, but a file without a writer is protected on purpose.
            if ((File.GetUnixFileMode(file.FullName) & AnyWrite) == 0)
            {
                throw ReadOnly(path, null);
            }
        }
        try
        {
            using FileStream writable = new(file.FullName, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            if (!writable.CanSeek)
            {
                throw new IOException(
                    $"Cannot write '{path}': it is no regular file, and would itself be replaced. Give the name of a file.");
            }
        }
        catch (UnauthorizedAccessException error)
        {
            throw ReadOnly(path, error);
        }
    }

    /// <summary>Whether the path lies where the system keeps its devices and processes; shared memory there holds files.</summary>
    private static bool IsDevice(string path) =>
        path.StartsWith("/proc/", StringComparison.Ordinal)
        || (path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal));

    private static UnauthorizedAccessException ReadOnly(string path, Exception? cause) =>
        new($"Cannot write '{path}': the file is read-only. Give it another name, or make it writable first.", cause);

    private static FileStream Create(string temporary, string path)
    {
        try
        {
            return new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new UnauthorizedAccessException($"Cannot write '{path}': no file can be made in '{Path.GetDirectoryName(temporary)}'. "
                + "Choose another folder, or allow writing there.", error);
        }
    }

    /// <summary>How the names of a file's temporary files begin: eight characters stand for its name.</summary>
    internal static string TemporaryStart(string name) =>
        Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 4));

    private static void RemoveLeftovers(string folder, string mark)
    {
        foreach (string leftover in Directory.EnumerateFiles(folder, $"{mark}-*{Suffix}"))
        {
            string owner = Path.GetFileName(leftover)[(mark.Length + 1)..].Split('-')[0];
            if (int.TryParse(owner, CultureInfo.InvariantCulture, out int process) && !IsRunning(process))
            {
                File.Delete(leftover);
            }
        }
    }

    private static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
