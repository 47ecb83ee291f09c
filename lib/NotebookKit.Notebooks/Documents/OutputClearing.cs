using System.Text.Json.Nodes;

namespace NotebookKit.Notebooks.Documents;

/// <summary>Takes out of a notebook what running it has put in, so that a change of its code is all that a comparison shows.</summary>
internal static class OutputClearing
{
    // When a cell ran, as Jupyter notes it beside a time limit that is the author's.
    private const string TimePrefix = "iopub.";
    private const string ReplyTime = "shell.execute_reply";

    /// <summary>Removes outputs, execution counts and execution times. A second time there is nothing to remove.</summary>
    /// <param name="document">The notebook; changed.</param>
    /// <returns>How many cells had any of them.</returns>
    public static int Clear(NotebookDocument document) => document.Cells.Where(cell => cell.Kind == CellKind.Code).Count(Clear);

    private static bool Clear(NotebookCell cell)
    {
        bool had = cell.ExecutionCount is not null || cell.Outputs.Count > 0;
        if (had)
        {
            cell.ExecutionCount = null;
            cell.Outputs.Clear();
        }

        return RemoveTimes(cell.Metadata) || had;
    }

    private static bool RemoveTimes(JsonObject metadata)
    {
        if (metadata["execution"] is not JsonObject execution)
        {
            return false;
        }

        var times = execution.Select(member => member.Key)
            .Where(key => key.StartsWith(TimePrefix, StringComparison.Ordinal) || key.StartsWith(ReplyTime, StringComparison.Ordinal))
                .ToList();
        times.ForEach(key => execution.Remove(key));
        if (times.Count > 0 && execution.Count == 0)
        {
            metadata.Remove("execution");
        }

        return times.Count > 0;
    }
}
