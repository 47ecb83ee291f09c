namespace NotebookKit.Notebooks.Session;

/// <summary>What <c>#!import</c> runs: the code of a notebook or a C# file, cell by cell.</summary>
internal sealed class CellImport(string workingDirectory)
{
    private readonly Stack<string> open = [];

    /// <summary>Opens a file; disposing it ends its import.</summary>
    /// <exception cref="CellFailure">There is no such file, it is of no known kind, or it imports itself.</exception>
    public ImportedFile Open(string argument)
    {
        var written = argument.Trim('"', '\'', ' ');
        if (written.Length == 0) throw CellFailure.Directive("#!import needs a file. Usage: #!import FILE");
        var path = Path.GetFullPath(written, workingDirectory);
        if (!File.Exists(path)) throw Missing(written, path);
        if (open.Contains(path)) throw CellFailure.Directive($"#!import: '{path}' imports itself, by way of {string.Join(" and ", open.Select(Path.GetFileName))}.");
        var cells = Read(path);
        open.Push(path);
        return new ImportedFile(cells, () => open.Pop());
    }

    private static IReadOnlyList<ImportedCell> Read(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".cs" or ".csx" => [new ImportedCell(Path.GetFileName(path), CellLanguage.CSharp, File.ReadAllText(path).ReplaceLineEndings("\n"))],
        var other => throw CellFailure.Directive($"#!import: '{path}' is of no kind that can be imported ('{other}'). Kinds: .ipynb, .dib, .cs, .csx."),
    };

    private static CellFailure Missing(string written, string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        var close = Directory.Exists(folder) ? CloseMatches.Among(Path.GetFileName(path), Directory.GetFiles(folder).Select(Path.GetFileName).OfType<string>()) : [];
        return CellFailure.Directive(
            $"#!import: there is no file '{path}'. "
            + (close.Count > 0 ? $"That folder has {string.Join(", ", close)}." : $"'{written}' is looked up from the notebook's folder."));
    }
}

/// <summary>A file being imported.</summary>
internal sealed class ImportedFile(IReadOnlyList<ImportedCell> cells, Action close) : IDisposable
{
    public IReadOnlyList<ImportedCell> Cells => cells;

    public void Dispose() => close();
}

/// <summary>One cell of an imported file.</summary>
internal sealed record ImportedCell(string Name, CellLanguage Language, string Code);
