using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Export;

/// <summary>Cells of a notebook by their ids, and where they stand in its page.</summary>
internal static class LessonCells
{
    /// <summary>The place of a cell; -1 when there is none with that id.</summary>
    public static int IndexOf(NotebookDocument document, string id) => document.Cells.ToList().FindIndex(cell => cell.Id == id);

    /// <summary>The id that a cell's section has in the page.</summary>
    public static string PageId(int index) => FormattableString.Invariant($"cell-{index + 1}");
}
