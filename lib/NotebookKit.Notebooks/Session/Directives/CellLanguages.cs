namespace NotebookKit.Notebooks.Session;

/// <summary>What a piece of a cell is written in.</summary>
internal enum CellLanguage
{
    CSharp,
    Html,
    Markdown,
    Javascript,
    Mermaid,
    Value,
}

/// <summary>The languages' names as they stand after <c>#!</c> and in a notebook's metadata.</summary>
internal static class CellLanguages
{
    private static readonly Dictionary<string, CellLanguage> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["csharp"] = CellLanguage.CSharp, ["c#"] = CellLanguage.CSharp, ["cs"] = CellLanguage.CSharp,
        ["html"] = CellLanguage.Html,
        ["markdown"] = CellLanguage.Markdown, ["md"] = CellLanguage.Markdown,
        ["javascript"] = CellLanguage.Javascript, ["js"] = CellLanguage.Javascript,
        ["mermaid"] = CellLanguage.Mermaid,
        ["value"] = CellLanguage.Value,
    };

    /// <summary>The languages' main names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["csharp", "html", "markdown", "javascript", "mermaid", "value"];

    public static CellLanguage? Find(string name) => ByName.TryGetValue(name, out var language) ? language : null;
}
