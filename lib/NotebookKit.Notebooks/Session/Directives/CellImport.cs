using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Session;

/// <summary>What <c>#!import</c> runs: the code of a notebook or a C# file, cell by cell.</summary>
internal sealed class CellImport(string workingDirectory, DirectiveNames directives)
{
    private readonly Stack<string> _open = [];

    /// <summary>Opens a file; disposing it ends its import.</summary>
    /// <exception cref="CellFailure">There is no such file, it is of no known kind, or it imports itself.</exception>
    public ImportedFile Open(string argument)
    {
        string written = argument.Trim('"', '\'', ' ');
        if (written.Length == 0)
        {
            throw CellFailure.Directive("#!import needs a file. Usage: #!import FILE");
        }
        string path = Path.GetFullPath(written, workingDirectory);
        if (!File.Exists(path))
        {
            throw Missing(written, path);
        }
        string real = RealPath.OrFull(path);
        if (_open.Contains(real))
        {
            throw CellFailure.Directive(
                $"#!import: '{path}' imports itself, by way of {string.Join(" and ", _open.Select(Path.GetFileName))}.");
        }
        IReadOnlyList<ImportedCell> cells = Read(path);
        _open.Push(real);
        return new ImportedFile(cells, () => _open.Pop());
    }

    private IReadOnlyList<ImportedCell> Read(string path)
    {
        string name = Path.GetFileName(path);
        try
        {
            return Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".cs" or ".csx" => [new ImportedCell(name, "csharp", File.ReadAllText(path).ReplaceLineEndings("\n"))],
                ".ipynb" or ".dib" => Cells(NotebookDocument.Load(path), name),
                var other => throw CellFailure.Directive(
                    $"#!import: '{path}' is of no kind that can be imported ('{other}'). Kinds: .ipynb, .dib, .cs, .csx."),
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotebookFormatException)
        {
            throw CellFailure.Directive($"#!import: '{path}' cannot be read. {error.Message}");
        }
    }

    /// <summary>The code cells; a notebook's prose is not shown where it is imported.</summary>
    private IReadOnlyList<ImportedCell> Cells(NotebookDocument notebook, string name) =>
        [.. notebook.Cells.Index().Where(cell => cell.Item.Kind == CellKind.Code)
            .Select(cell => new ImportedCell(
                $"{name} cell {cell.Index + 1}",
                directives.Kernel(cell.Item.Language)?.Name ?? throw CellFailure.Directive(
                    $"#!import: cell {cell.Index + 1} of '{name}' is in {cell.Item.Language}, which this runtime does not run. It has "
                        + $"{string.Join(", ", directives.Languages)}."),
                cell.Item.Source.ReplaceLineEndings("\n")))];

    private CellFailure Missing(string written, string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        string name = Path.GetFileName(path);
        IEnumerable<string> beside = NotebookFolder.Entries(folder).Where(entry => !Directory.Exists(entry))
            .Select(entry => Path.GetFileName(entry));
        if (CloseMatches.Among(name, beside) is { Count: > 0 } close)
        {
            return CellFailure.Directive($"#!import: there is no file '{path}'. That folder has {string.Join(", ", close)}.");
        }

        // Most often the notebook was moved, and the file lies where it was: somewhere above, or in a folder beside.
        return CellFailure.Directive(
            $"#!import: there is no file '{path}'. Paths are looked up from the notebook's folder, {workingDirectory}. "
            + (NearbyFile.Find(workingDirectory, name) is { } found
                ? $"There is one at {found}: write #!import {Path.GetRelativePath(workingDirectory, found).Replace('\\', '/')}, or move "
                    + "the notebook back beside it."
                : $"Put {name} there, or write its path from that folder, or an absolute one, instead of '{written}'."));
    }
}

/// <summary>A file being imported.</summary>
internal sealed class ImportedFile(IReadOnlyList<ImportedCell> cells, Action close) : IDisposable
{
    public IReadOnlyList<ImportedCell> Cells => cells;

    public void Dispose() => close();
}

/// <summary>One cell of an imported file.</summary>
internal sealed record ImportedCell(string Name, string Language, string Code);
