using System.Runtime.InteropServices;

namespace NotebookKit.Notebooks.Documents;

/// <summary>
/// A temporary file for outputs too large to keep in memory until their notebook is saved. It has no name any more once it is
/// open (on Unix), so that not even a killed process leaves it behind. May be used from any thread.
/// </summary>
internal sealed class SpillFile
{
    private readonly Lock _gate = new();
    private FileStream? _file;
    private bool _failed;

    /// <summary>Puts a text into the file.</summary>
    /// <returns>
    /// Where it begins; null when there is no room on the disk or the folder cannot be written: the text then stays in memory.
    /// </returns>
    public long? TryAdd(string text)
    {
        lock (_gate)
        {
            if (_failed)
            {
                return null;
            }
            try
            {
                _file ??= Open();
                long start = _file.Seek(0, SeekOrigin.End);
                // UTF-16 as it is in memory: a program may print half of a surrogate pair, which no other form holds.
                _file.Write(MemoryMarshal.AsBytes(text.AsSpan()));
                _file.Flush();
                return start;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                _failed = true;
                return null;
            }
        }
    }

    /// <summary>A text that was put there.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="length">Its length in characters.</param>
    public string Read(long start, int length)
    {
        lock (_gate)
        {
            _file!.Position = start;
            return string.Create(length, _file, (text, file) => file.ReadExactly(MemoryMarshal.AsBytes(text)));
        }
    }

    private static FileStream Open()
    {
        string path = Path.Combine(Path.GetTempPath(), $"notebookkit-{Guid.NewGuid():n}.spill");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        var file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path);
        }
        return file;
    }
}
