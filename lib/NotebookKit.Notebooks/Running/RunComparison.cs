using NotebookKit.Notebooks.Comparing;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Running;

/// <summary>Holds what the cells of a run have shown against what they showed when the notebook was saved.</summary>
internal sealed class RunComparison(NotebookDocument document, ComparisonOptions options)
{
    // As they were before the run.
    private readonly SavedOutputs _saved = SavedOutputs.Of(document);

    /// <summary>What a reader should know when there is nothing to compare with; else null.</summary>
    public string? Note => _saved.Any ? null : "has no saved outputs, so nothing was compared: save it executed first.";

    /// <summary>The reports with the differences of the cells that passed.</summary>
    /// <param name="cells">The reports of all code cells. Later cells may have changed the outputs of earlier ones, so all have
    /// ended.</param>
    public IReadOnlyList<CellReport> Compare(IReadOnlyList<CellReport> cells) =>
        [.. cells.Select((cell, place) => cell.Outcome != CellOutcome.Passed ? cell : cell with
        {
            Differences = _saved.Compare(place, document, cell.Cell, options),
        })];
}
