namespace NotebookKit.Notebooks.Session;

/// <summary>What a piece of a cell gave: a value, or nothing.</summary>
internal readonly record struct CellValue(bool HasValue, object? Value)
{
    public static CellValue None => default;

    public static CellValue Of(object? value) => new(true, value);
}
