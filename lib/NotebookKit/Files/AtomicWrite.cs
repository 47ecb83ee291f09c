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
        if (Directory.Exists(target))
            throw new IOException($"Cannot write '{path}': it is a folder. Give the name of a file in it, for example '{Path.Combine(path, "model.safetensors")}'.");
        if (Path.GetDirectoryName(target) is { } folder && !Directory.Exists(folder))
            throw new DirectoryNotFoundException($"Cannot write '{path}': the folder '{folder}' does not exist. Make it first by Directory.CreateDirectory.");
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
