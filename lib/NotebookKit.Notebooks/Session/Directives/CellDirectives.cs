namespace NotebookKit.Notebooks.Session;

/// <summary>The directives there are, with what each does in a line.</summary>
internal static class CellDirectives
{
    public static IReadOnlyDictionary<string, string> Known { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["#r"] = "#r \"path.dll\" or #r \"nuget: Name, Version\": use a library",
        ["#i"] = "#i \"nuget:ADDRESS\": add a package source, an address or a folder",
        ["#load"] = "#load \"file.csx\": run a C# script in this cell; must come first",
        ["#!import"] = "#!import FILE: run a notebook (.ipynb, .dib) or a C# file (.cs, .csx)",
        ["#!time"] = "#!time: show how long this cell takes",
        ["#!who"] = "#!who: list the variables",
        ["#!whos"] = "#!whos: list the variables with types and values",
        ["#!set"] = "#!set --name NAME --value VALUE: define a text variable; VALUE may be @csharp:NAME, @value:NAME or @input:PROMPT",
        ["#!share"] = "#!share --from csharp|value NAME: bring a value into this language",
        ["#!lsmagic"] = "#!lsmagic: list the directives",
        ["#!about"] = "#!about: what runs this notebook",
    };

    /// <summary>The failure for a directive that is none, naming those that may have been meant.</summary>
    public static CellFailure Unknown(string name, int line)
    {
        var all = Known.Keys.Where(known => known.StartsWith("#!", StringComparison.Ordinal)).Concat(CellLanguages.Names.Select(language => "#!" + language)).ToList();
        var close = CloseMatches.Among(name, all);
        var hint = Foreign.Contains(name[2..]) ? $"This runtime runs C#, and shows html, markdown, javascript and mermaid; it has no {name[2..]}."
            : close.Count > 0 ? $"Did you mean {string.Join(" or ", close)}?"
            : "#!lsmagic lists the directives there are.";
        return CellFailure.Directive($"line {line}: there is no directive '{name}'. {hint}");
    }

    private static readonly HashSet<string> Foreign =
        new(["fsharp", "f#", "pwsh", "powershell", "python", "sql", "kql", "r", "http", "vscode", "jupyter"], StringComparer.OrdinalIgnoreCase);
}
