using System.Text.Json.Nodes;

namespace NotebookKit.Notebooks.Documents;

/// <summary>
/// The metadata by which .NET Interactive, VS Code and this kit know a C# notebook and the language of its cells. What a
/// notebook already says is kept; only what is missing is added.
/// </summary>
public static class NotebookMetadata
{
    /// <summary>
    /// Adds what is missing: <c>kernelspec</c>, <c>language_info</c> and <c>polyglot_notebook.kernelInfo</c> on the notebook,
    /// and both <c>dotnet_interactive.language</c> and <c>polyglot_notebook.kernelName</c> on every code cell.
    /// </summary>
    /// <remarks>
    /// A notebook whose default language is not C# gets the cells' keys alone: which kernel it needs is not ours to say.
    /// </remarks>
    public static void Complete(NotebookDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        foreach (var cell in document.Cells)
        {
            if (cell.Kind == CellKind.Code) SetLanguage(cell, cell.Language);
        }

        if (document.DefaultLanguage != "csharp") return;

        var metadata = document.Metadata;
        if (metadata.Object("kernelspec") is null)
        {
            metadata.SetSorted("kernelspec", new JsonObject
            {
                ["display_name"] = ".NET (C#)",
                ["language"] = "C#",
                ["name"] = ".net-csharp",
            });
        }

        if (metadata.Object("language_info") is null)
            metadata.SetSorted("language_info", new JsonObject { ["name"] = "polyglot-notebook" });

        var polyglot = metadata.EnsureObject("polyglot_notebook");
        if (polyglot.Object("kernelInfo") is null)
        {
            polyglot.SetSorted("kernelInfo", new JsonObject
            {
                ["defaultKernelName"] = "csharp",
                ["items"] = new JsonArray(new JsonObject { ["aliases"] = new JsonArray(), ["name"] = "csharp" }),
            });
        }
    }

    /// <summary>Names the language of a code cell under both keys.</summary>
    internal static void SetLanguage(NotebookCell cell, string language)
    {
        Set(cell.Metadata.EnsureObject("dotnet_interactive"), "language");
        Set(cell.Metadata.EnsureObject("polyglot_notebook"), "kernelName");

        void Set(JsonObject members, string key)
        {
            if (members.Text(key) != language) members.SetSorted(key, language);
        }
    }
}
