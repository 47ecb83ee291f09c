using System.CommandLine;
using System.CommandLine.Parsing;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Tool;

/// <summary>A notebook to execute.</summary>
/// <param name="Path">Its path as the user would write it.</param>
/// <param name="Relative">Its path below the folder that the user named; for a file named itself, its name.</param>
internal sealed record NotebookPath(string Path, string Relative);

/// <summary>Finds the notebooks that the arguments of a command mean.</summary>
internal static class NotebookPaths
{
    private const string DefaultFolder = "notebooks";

    /// <summary>The argument that says where notebooks are, of every command that takes some.</summary>
    /// <param name="name">What the help calls it.</param>
    /// <param name="description">What the help says of it.</param>
    public static Argument<string[]> Argument(
        string name = "PATHS",
        string description = "Notebooks, or folders that are searched for *.ipynb. Default: the folder notebooks, where there is one.")
    {
        var paths = new Argument<string[]>(name)
        {
            Description = description,
            Arity = ArgumentArity.ZeroOrMore,
        };
        UsageErrors.RefuseUnknownOptions(paths);
        return paths;
    }

    /// <summary>
    /// The notebooks in the order of <paramref name="paths"/>, those of a folder in the order of their names, each once. A
    /// folder is searched with its subfolders, save hidden ones (such as <c>.ipynb_checkpoints</c>) and build outputs.
    /// </summary>
    /// <param name="paths">Files and folders; when there are none, the folder <c>notebooks</c>.</param>
    /// <param name="excludedFolder">A folder that is not searched.</param>
    /// <exception cref="FileNotFoundException">
    /// A path does not exist; or there is no notebook; or nothing was named and there is no folder <c>notebooks</c>: to
    /// execute whatever lies below the current folder is never what somebody meant who said nothing.
    /// </exception>
    /// <exception cref="IOException">No notebook was found, and a folder cannot be read.</exception>
    public static IReadOnlyList<NotebookPath> Find(IReadOnlyList<string> paths, string? excludedFolder = null)
    {
        NotebookSearch search = Search(paths, excludedFolder);
        return search.Notebooks.Count > 0 ? search.Notebooks : throw new IOException(string.Join(' ', search.Problems));
    }

    /// <summary>As <see cref="Find"/>, going on where a folder cannot be read.</summary>
    /// <returns>The notebooks; none only where a folder cannot be read.</returns>
    internal static NotebookSearch Search(IReadOnlyList<string> paths, string? excludedFolder = null)
    {
        if (paths.Count == 0)
        {
            paths = Directory.Exists(DefaultFolder) ? [DefaultFolder] : throw NothingNamed();
        }
        var found = new List<NotebookPath>();
        var problems = new List<string>();
        foreach (string path in paths)
        {
            if (Directory.Exists(path))
            {
                found.AddRange(NotebookFolder.Search(
                    path, excludedFolder, unreadable: (folder, error) => problems.Add(Unreadable(folder, error))).Select(
                        relative => new NotebookPath(Join(path, relative), relative)));
            }
            else if (!File.Exists(path))
            {
                throw new FileNotFoundException(path.Length == 0
                    ? "A name without a character is no file or folder. Name a notebook or a folder."
                    : $"{path}: there is no such file or folder.{Meant(path)}");
            }
            else if (!NotebookFolder.IsNotebook(path))
            {
                string unpack = IsArchive(path) ? " Unpack it first." : "";
                throw new FileNotFoundException($"{path}: expected a notebook, a file that ends in .ipynb or .dib, or a folder.{unpack}");
            }
            else
            {
                found.Add(new NotebookPath(path, Path.GetFileName(path)));
            }
        }

        if (found.Count == 0 && problems.Count == 0)
        {
            throw new FileNotFoundException($"{string.Join(", ", paths)}: no file *.ipynb was found there.");
        }
        return new NotebookSearch([.. found.DistinctBy(notebook => RealPath.OfEntry(notebook.Path))], problems);
    }

    private static string Unreadable(string folder, Exception error) =>
        FileFailure.Describe(folder, error, "the folder was not searched")
        + " Make it readable, or name the notebooks that you mean.";

    private static FileNotFoundException NothingNamed()
    {
        var here = NotebookFolder.Entries(".")
            .Where(path => Path.GetExtension(path) == ".ipynb" && !IsHidden(path) && !Directory.Exists(path))
            .Select(Path.GetFileName).ToList();
        return new FileNotFoundException(
            "No notebook was named, and there is no folder notebooks here. Name notebooks or folders"
            + (here.Count == 0 ? "." : $", for example {here[0]}, or . for every notebook in and below this folder."));
    }

    // What lies beside a path that does not exist and is called nearly so.
    private static string Meant(string path)
    {
        string folder = Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : ".";
        return CloseMatches.Question(
            Path.GetFileName(path),
            NotebookFolder.Entries(folder).Where(entry => Directory.Exists(entry) || NotebookFolder.IsNotebook(entry))
                .Select(entry => Path.GetFileName(entry)));
    }

    private static bool IsArchive(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is ".zip" or ".gz" or ".tgz" or ".tar" or ".7z" or ".rar" or ".xz";

    private static bool IsHidden(string path) => Path.GetFileName(path).StartsWith('.');

    private static string Join(string folder, string relative) => folder is "." or "./" ? relative : Path.Join(folder, relative);
}
