using System.Diagnostics;
using System.Globalization;

namespace NotebookKit.Notebooks.Documents;

/// <summary>
/// Replaces a file's content so that whoever reads it, at any moment, sees the old content or the new, whole: the new
/// content goes to a temporary file in the same folder, reaches the disk, and takes the file's name by a rename.
/// </summary>
public static class AtomicFile
{
    private const string Suffix = ".notebookkit-tmp";

    /// <summary>Writes <paramref name="content"/> to <paramref name="path"/>, creating the file or replacing it.</summary>
    /// <remarks>
    /// An existing file keeps its permissions; a symbolic link stays one and its target is replaced. A file that already
    /// holds the content is left alone. A process killed in the middle leaves at most one temporary file, which the next
    /// write to the same path removes.
    /// </remarks>
    /// <exception cref="IOException">The folder cannot be written, or the disk is full; the file is as before.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written; the file is as before.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var target = new FileInfo(Path.GetFullPath(path));
        if (target.LinkTarget is not null && target.ResolveLinkTarget(returnFinalTarget: true) is FileInfo linked) target = linked;
        if (target.Exists && target.Length == content.Length && content.SequenceEqual(File.ReadAllBytes(target.FullName))) return;

        var folder = target.DirectoryName!;
        RemoveLeftovers(folder, target.Name);
        var unique = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Guid.NewGuid():n}");
        var temporary = Path.Combine(folder, $".{target.Name}.{unique}{Suffix}");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                if (target.Exists && !OperatingSystem.IsWindows())
                    File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target.FullName));
                stream.Write(content);
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

    private static void RemoveLeftovers(string folder, string name)
    {
        foreach (var leftover in Directory.EnumerateFiles(folder, $".{name}.*{Suffix}"))
        {
            var unique = Path.GetFileName(leftover)[(name.Length + 2)..^Suffix.Length];
            if (int.TryParse(unique.Split('-')[0], CultureInfo.InvariantCulture, out var owner) && !IsRunning(owner))
                File.Delete(leftover);
        }
    }

    private static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
