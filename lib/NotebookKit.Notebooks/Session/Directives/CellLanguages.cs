namespace NotebookKit.Notebooks.Session;

/// <summary>The languages that every session runs or shows, by their names after <c>#!</c> and in a notebook's metadata.</summary>
internal static class CellLanguages
{
    /// <summary>The other names that a kernel answers to.</summary>
    public static IReadOnlyDictionary<string, string[]> Aliases { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["csharp"] = ["c#", "C#", "cs"],
        ["html"] = [],
        ["markdown"] = ["md"],
        ["javascript"] = ["js"],
        ["mermaid"] = [],
        ["value"] = [],
    };

    /// <summary>The main name behind a name or alias; <c>null</c> when it is none of these languages'.</summary>
    public static string? Find(string name) => Aliases
        .FirstOrDefault(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)
            || pair.Value.Contains(name, StringComparer.OrdinalIgnoreCase)).Key;
}
