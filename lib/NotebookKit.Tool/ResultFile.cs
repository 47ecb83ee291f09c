using NotebookKit.Shared;

namespace NotebookKit.Tool;

/// <summary>A file of results that a command writes when asked to.</summary>
internal static class ResultFile
{
    /// <summary>Writes it, in a folder that is made where there is none.</summary>
    /// <param name="file">The file; null where none was asked for.</param>
    /// <param name="content">Makes what stands in it.</param>
    /// <returns>Why it could not be written; nothing when it was.</returns>
    public static IEnumerable<string> Write(FileInfo? file, Func<byte[]> content)
    {
        if (file is null)
        {
            return [];
        }

        try
        {
            file.Directory!.Create();
            AtomicFile.Write(file.FullName, content());
            return [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [$"{file}: the results could not be written: {error.Message}"];
        }
    }
}
