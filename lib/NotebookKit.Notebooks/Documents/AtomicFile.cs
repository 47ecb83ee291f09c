namespace NotebookKit.Notebooks.Documents;

/// <summary>
/// Replaces a file's content so that whoever reads it, at any moment, sees the old content or the new, whole: the new
/// content goes to a temporary file in the same folder, reaches the disk, and takes the file's name by a rename.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes <paramref name="content"/> to <paramref name="path"/>, creating the file or replacing it.</summary>
    /// <remarks>
    /// An existing file keeps its permissions; a symbolic link stays one and its target is replaced. A file that already
    /// holds the content is left alone. A process killed in the middle leaves at most one temporary file, which the next
    /// write to the same path removes.
    /// </remarks>
    /// <exception cref="IOException">The path is a folder or a device, its folder does not exist, or the disk is full; the file is as
    /// before.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or the folder may not be written; the file is as
    /// before.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content) => Shared.AtomicFile.Write(path, content);

    /// <summary>As <see cref="Write(string, ReadOnlySpan{byte})"/>, with content that is written piece by piece.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content; if it throws, the file is as before.</param>
    public static void Write(string path, Action<Stream> write) => Shared.AtomicFile.Write(path, write);
}
