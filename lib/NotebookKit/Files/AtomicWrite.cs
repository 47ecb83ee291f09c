namespace NotebookKit;

/// <summary>Replaces a file so that at any moment it holds the old content or the new, whole.</summary>
internal static class AtomicWrite
{
    /// <summary>Writes to a temporary file in the same folder, flushes it to the disk, and renames it.</summary>
    /// <exception cref="IOException">The folder does not exist or cannot be written; the file is as before.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string target = Path.GetFullPath(path), temporary = $"{target}.{Guid.NewGuid():n}.tmp";
        if (new FileInfo(target) is { LinkTarget: not null } link && link.ResolveLinkTarget(returnFinalTarget: true) is { } linked)
            target = linked.FullName;
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
