using Microsoft.CodeAnalysis.CSharp;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Conversion;

/// <summary>A cell on its way into a program.</summary>
/// <param name="where">What messages call it.</param>
/// <param name="cell">The notebook's cell; null for one of a file that is imported.</param>
/// <param name="import">The file that it comes from; null for the notebook itself.</param>
internal sealed class ProgramCell(string where, NotebookCell? cell, string? import)
{
    /// <summary>What messages call it.</summary>
    public string Where { get; } = where;

    /// <summary>The notebook's cell; null for one of a file that is imported.</summary>
    public NotebookCell? Cell { get; } = cell;

    /// <summary>The file that it comes from; null for the notebook itself.</summary>
    public string? Import { get; } = import;

    /// <summary>Its code, in which directives are comments; null when it is no code of C#.</summary>
    public string? Code { get; set; }

    /// <summary>The code as the compiler understands it, after the cells above.</summary>
    public CSharpCompilation? Compilation { get; set; }

    /// <summary>Whether the code cannot run in a program, and is a comment there.</summary>
    public bool IsLeftOut { get; set; }
}
