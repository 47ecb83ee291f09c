using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Comparing;

/// <summary>The outputs that a notebook's code cells had before it was executed anew.</summary>
internal sealed class SavedOutputs(IReadOnlyList<JsonArray> outputs, bool any)
{

    /// <summary>Whether the notebook was executed before it was saved; else there is nothing to compare with.</summary>
    public bool Any { get; } = any;

    /// <summary>How many code cells there are.</summary>
    public int Count => outputs.Count;

    /// <summary>The outputs as they are now.</summary>
    public static SavedOutputs Of(NotebookDocument document)
    {
        var cells = document.Cells.Where(cell => cell.Kind == CellKind.Code).ToList();
        bool any = cells.Any(cell => cell.ExecutionCount is not null || cell.StoredOutputs.Count > 0);
        return new SavedOutputs([.. cells.Select(cell => (JsonArray)cell.Outputs.DeepClone())], any);
    }

    /// <summary>What differs in a cell that was executed anew.</summary>
    /// <param name="place">Its place among the code cells, from 0.</param>
    /// <param name="document">Its notebook.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="options">How to compare.</param>
    public IReadOnlyList<OutputDifference> Compare(int place, NotebookDocument document, NotebookCell cell, ComparisonOptions options)
    {
        var marks = CellMarks.Of(cell);
        if (!Any || marks.Skip || (!marks.Check && (marks.Ignore || options.OnlyMarked)))
        {
            return [];
        }

        try
        {
            var rules = CellRules.Of(options, document, cell);
            return rules.IgnoreAll && !marks.Check ? [] : new OutputsComparison(rules).Compare(outputs[place], cell.Outputs);
        }
        catch (CompareException error)
        {
            return [new OutputDifference("", error.Message.TrimEnd('.'), null, null)];
        }
    }
}
