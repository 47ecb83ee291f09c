using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Comparing;

/// <summary>Holds two executions of a notebook against each other: the saved one and a new one.</summary>
/// <example><code>
/// var saved = NotebookDocument.Load("lesson.ipynb");
/// var came = NotebookDocument.Load("executed/lesson.ipynb");
/// foreach (var (index, _, difference) in NotebookComparer.Compare(saved, came, new ComparisonOptions()))
///     Console.WriteLine($"cell {index + 1}, {difference.Where}: {difference.Reason}");
/// </code></example>
public static class NotebookComparer
{
    /// <summary>What differs between the outputs of two executions of the same cells, from top to bottom.</summary>
    /// <param name="saved">The saved notebook.</param>
    /// <param name="came">The same notebook, executed anew. Its cells say how they are compared; see <see cref="CellMarks"/>.</param>
    /// <param name="options">How to compare.</param>
    /// <exception cref="CompareException">The notebooks do not have the same number of code cells.</exception>
    public static IReadOnlyList<CellDifference> Compare(NotebookDocument saved, NotebookDocument came, ComparisonOptions options)
    {
        ArgumentNullException.ThrowIfNull(saved);
        ArgumentNullException.ThrowIfNull(came);
        var outputs = SavedOutputs.Of(saved);
        var cells = came.Cells.Index().Where(cell => cell.Item.Kind == CellKind.Code).ToList();
        if (outputs.Count != cells.Count)
        {
            throw new CompareException(
                $"{saved.Name} has {outputs.Count} code cells and {came.Name} has {cells.Count}: they are not the same notebook.");
        }

        return [.. cells.SelectMany((cell, place) => outputs.Compare(place, came, cell.Item, options)
            .Select(difference => new CellDifference(cell.Index, cell.Item, difference)))];
    }
}
