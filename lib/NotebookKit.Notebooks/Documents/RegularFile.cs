using System.Globalization;

namespace NotebookKit.Notebooks.Documents;

/// <summary>Reads files, and only files: a pipe would wait for ever, a device may have no end.</summary>
internal static class RegularFile
{
    /// <summary>More than any notebook or picture has, and what a machine of today holds without trouble.</summary>
    private const long MostBytes = 512L << 20;

    /// <summary>The bytes of the file at <paramref name="path"/>.</summary>
    /// <exception cref="IOException">There is no file, it is of another kind, its name is no Unicode, or it is larger than
    /// 512 MB.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static byte[] Read(string path)
    {
        string? other = FileKinds.Of(path) switch
        {
            FileKind.Directory => "It is a folder.",
            FileKind.Fifo => "It is a named pipe; only regular files are read.",
            FileKind.Socket => "It is a socket; only regular files are read.",
            FileKind.Device => "It is a device; only regular files are read.",
            _ => null,
        };
        if (other is not null)
        {
            throw new IOException(other);
        }

        // The system gave the name in bytes that are no UTF-8, which .NET cannot give back.
        if (path.Contains('\ufffd') && !Path.Exists(path))
        {
            throw new IOException("Its name is not UTF-8 text, and no program of .NET can open it. Rename it.");
        }

        long length = new FileInfo(path) is { Exists: true } file ? ActualLength(file) : 0;
        if (length > MostBytes)
        {
            throw new IOException(
                string.Create(CultureInfo.InvariantCulture, $"It has {length >> 20} MB; at most {MostBytes >> 20} MB are read."));
        }
        return File.ReadAllBytes(path);
    }

    private static long ActualLength(FileInfo file) =>
        file.LinkTarget is null ? file.Length : (file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo)?.Length ?? 0;
}
