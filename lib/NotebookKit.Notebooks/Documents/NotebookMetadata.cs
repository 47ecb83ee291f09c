using System.Text.Json.Nodes;

namespace NotebookKit.Notebooks.Documents;

/// <summary>
/// The metadata by which .NET Interactive, VS Code and this kit know a C# notebook and the language of its cells. What a
/// notebook already says is kept; only what is missing is added.
/// </summary>
internal static class NotebookMetadata
{
    /// <summary>The languages that have the same name in VS Code.</summary>
    private static readonly HashSet<string> s_languagesOfVSCode = ["csharp", "html", "javascript", "markdown"];

    /// <summary>
    /// Adds what is missing: <c>kernelspec</c>, <c>language_info</c> and <c>polyglot_notebook.kernelInfo</c> on the notebook,
    /// and <c>dotnet_interactive.language</c>, <c>polyglot_notebook.kernelName</c> and <c>vscode.languageId</c> on every code cell.
    /// </summary>
    /// <remarks>
    /// A notebook whose default language is not C# gets the cells' keys alone: which kernel it needs is not ours to say.
    /// </remarks>
    public static void Complete(NotebookDocument document)
    {
        foreach (NotebookCell cell in document.Cells.Where(cell => cell.Kind == CellKind.Code))
        {
            SetLanguage(cell, cell.Language);
        }

        if (document.DefaultLanguage != "csharp")
        {
            return;
        }

        JsonObject metadata = document.Metadata;
        if (metadata.Object("kernelspec") is null)
        {
            metadata.SetSorted("kernelspec", new JsonObject
            {
                ["display_name"] = ".NET (C#)",
                ["language"] = "C#",
                ["name"] = ".net-csharp",
            });
        }

        CompleteLanguage(metadata.EnsureObject("language_info"));

        JsonObject polyglot = metadata.EnsureObject("polyglot_notebook");
        if (polyglot.Object("kernelInfo") is null)
        {
            polyglot.SetSorted("kernelInfo", new JsonObject
            {
                ["defaultKernelName"] = "csharp",
                ["items"] = new JsonArray(new JsonObject { ["aliases"] = new JsonArray(), ["name"] = "csharp" }),
            });
        }
    }

    /// <summary>
    /// .NET Interactive calls the language <c>polyglot-notebook</c>, a name that no highlighter knows: nbconvert and the viewers
    /// built on it go by the Pygments lexer, Jupyter's front ends by the MIME type.
    /// </summary>
    private static void CompleteLanguage(JsonObject language)
    {
        const string polyglot = "polyglot-notebook";
        if (language.Text("name") is { } name && name != polyglot)
        {
            return;
        }
        Add("name", polyglot);
        Add("file_extension", ".cs");
        Add("mimetype", "text/x-csharp");
        Add("pygments_lexer", "csharp");

        void Add(string key, string value)
        {
            if (!language.ContainsKey(key))
            {
                language.SetSorted(key, value);
            }
        }
    }

    /// <summary>
    /// Names the language of a code cell under the keys of .NET Interactive, and under VS Code's own: without the extension
    /// Polyglot Notebooks VS Code does not know the notebook's <c>polyglot-notebook</c> and would show plain text.
    /// </summary>
    internal static void SetLanguage(NotebookCell cell, string language)
    {
        JsonObject? vscode = cell.Metadata.Object("vscode");
        if (s_languagesOfVSCode.Contains(language) && vscode?.ContainsKey("languageId") != true)
        {
            cell.Metadata.EnsureObject("vscode").SetSorted("languageId", language);
        }
        Set(cell.Metadata.EnsureObject("dotnet_interactive"), "language");
        Set(cell.Metadata.EnsureObject("polyglot_notebook"), "kernelName");

        void Set(JsonObject members, string key)
        {
            if (members.Text(key) != language)
            {
                members.SetSorted(key, language);
            }
        }
    }
}
