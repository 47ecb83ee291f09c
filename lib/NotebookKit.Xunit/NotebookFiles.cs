using System.IO.Enumeration;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Xunit;

/// <summary>A notebook that an attribute means.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Name">What its cases call it: its path below the folder that was named, or its file name.</param>
internal sealed record NotebookFile(string Path, string Name);

/// <summary>Finds the notebooks that an attribute means.</summary>
internal static class NotebookFiles
{
    private static readonly char[] s_wildcards = ['*', '?'];

    /// <summary>The notebooks, in the order of their names.</summary>
    /// <param name="written">A file, a folder or a pattern.</param>
    /// <param name="folders">The folders that it may be relative to; the first in which it names something counts.</param>
    /// <exception cref="FileNotFoundException">There is none; the message says where it was looked for.</exception>
    public static IReadOnlyList<NotebookFile> Find(string written, IReadOnlyList<string> folders)
    {
        string path = written.Replace('\\', '/');
        if (path.Trim().Length == 0)
        {
            throw new FileNotFoundException("[Notebooks] expects a notebook, a folder or a pattern; received nothing.");
        }

        foreach (string folder in folders)
        {
            IReadOnlyList<NotebookFile> found = path.IndexOfAny(s_wildcards) < 0
                ? Named(written, Path.GetFullPath(path, folder))
                : Matching(path, folder);
            if (found.Count > 0)
            {
                return found;
            }
        }

        string looked = Path.IsPathRooted(path)
            ? ""
            : $" It is relative to the project's folder or to where the tests run: {string.Join(", ", folders)}.";
        throw new FileNotFoundException($"[Notebooks(\"{written}\")]: no notebook was found there.{looked}");
    }

    /// <summary>The folders that a path may be relative to: that of the project, where its sources are on this machine, and that of
    /// the running tests.</summary>
    /// <param name="sourceFile">The file that has the attribute, as the compiler saw it.</param>
    public static IReadOnlyList<string> Folders(string? sourceFile)
    {
        string output = AppContext.BaseDirectory;
        string? project = ProjectAbove(Path.IsPathRooted(sourceFile) ? Path.GetDirectoryName(sourceFile) : null) ?? ProjectAbove(output);
        return project is null ? [output] : [project, output];
    }

    private static string? ProjectAbove(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder)))
        {
            if (Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.*proj").Any())
            {
                return folder;
            }
        }

        return null;
    }

    private static IReadOnlyList<NotebookFile> Named(string written, string path)
    {
        if (Directory.Exists(path))
        {
            return [.. NotebookFolder.Search(path).Select(name => Below(path, name))];
        }

        // What is there and is no regular file, such as a pipe, is told when it is read.
        return !Path.Exists(path) ? []
            : NotebookFolder.IsNotebook(path) ? [new NotebookFile(path, Path.GetFileName(path))]
            : throw new FileNotFoundException(
                $"[Notebooks(\"{written}\")]: expected a notebook, which ends in .ipynb or .dib, or a folder.");
    }

    private static IReadOnlyList<NotebookFile> Matching(string pattern, string folder)
    {
        string[] parts = pattern.Split('/');
        int wild = Array.FindIndex(parts, part => part.IndexOfAny(s_wildcards) >= 0);
        string root = Path.GetFullPath(wild == 0 ? "." : string.Join('/', parts[..wild]) + "/", folder);
        if (!Directory.Exists(root))
        {
            return [];
        }

        return [.. NotebookFolder.Search(root, includesDib: true).Select(name => Below(root, name))
            .Where(file => Fits(parts[wild..], file.Name.Split('/')))];
    }

    // A part ** stands for any number of folders, also none.
    private static bool Fits(ReadOnlySpan<string> pattern, ReadOnlySpan<string> name) =>
        pattern.IsEmpty ? name.IsEmpty
        : pattern[0] == "**" ? Fits(pattern[1..], name) || (!name.IsEmpty && Fits(pattern, name[1..]))
        : !name.IsEmpty && FileSystemName.MatchesSimpleExpression(pattern[0], name[0], ignoreCase: OperatingSystem.IsWindows())
            && Fits(pattern[1..], name[1..]);

    private static NotebookFile Below(string folder, string name) => new(Path.GetFullPath(name, folder), name.Replace('\\', '/'));
}
