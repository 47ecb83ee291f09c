using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Xunit;

/// <summary>The code cells of a notebook as its cases count them.</summary>
internal static class CodeCells
{
    /// <summary>The cells; without the one by which a run sets parameters, which is not in the file or is replaced.</summary>
    public static IEnumerable<NotebookCell> Of(NotebookDocument document, NotebooksAttribute attribute) =>
        document.Cells.Where(cell =>
            cell.Kind == CellKind.Code && (attribute.Parameters.Length == 0 || !cell.HasTag("injected-parameters")));
}
