using System.Globalization;
using System.Reflection;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;
using Xunit;
using Xunit.v3;

namespace NotebookKit.Xunit.Execution;

/// <summary>What a case does: it asks for its cell and tells xunit how the cell fared.</summary>
internal static class CellTest
{
    /// <summary>The method that xunit runs for a case.</summary>
    public static MethodInfo Method { get; } = typeof(CellTest).GetMethod(nameof(RunAsync))!;

    /// <summary>Runs a case.</summary>
    public static async Task RunAsync(NotebookCellTestCase cell)
    {
        if (cell.Problem is { } problem)
        {
            throw new NotebookCellException(problem);
        }

        NotebookRun run = await NotebookRuns.OfAsync(cell).ConfigureAwait(false);
        CellReport? report = await run.RunToAsync(cell.Place.Ordinal, TestContext.Current.CancellationToken).ConfigureAwait(false);
        if (report is null or { Outcome: CellOutcome.NotRun })
        {
            throw NotReached(cell, run);
        }

        if (report.Printed.TrimEnd() is { Length: > 0 } printed)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(TerminalText.WithoutColours(printed));
        }

        if ((report.Note ?? run.End?.Note) is { } note)
        {
            TestContext.Current.AddWarning($"{cell.TestCaseDisplayName}: {note}");
        }

        switch (report)
        {
            case { Error: not null }:
                run.IsFailureTold = true;
                throw new NotebookCellException(report, run.Document!);
            case { Differences.Count: > 0 }:
                throw new NotebookCellException(report, run.Document!);
            case { Outcome: CellOutcome.Skipped }:
                throw Skipped("The cell is tagged skip-execution, or a Filter leaves it out.");
        }
    }

    // Why a cell did not run is somebody's failure. Whose case has told it already, the others are skipped; where no such case was
    // run, as when this one runs alone, it is told here: a cell that could not run must not look as if all were well.
    private static Exception NotReached(NotebookCellTestCase cell, NotebookRun run)
    {
        NotebookReport end = run.End!;
        CellReport? failed = end.Cells.FirstOrDefault(other => other.Error is not null);
        string cause = failed is not null
            ? string.Create(CultureInfo.InvariantCulture, $"cell {failed.Index + 1} of {cell.Place.Name}, which runs before it, failed")
            : end.Problem is { } problem ? NotebookOptions.Told(problem)
            : $"{cell.Place.Path} has changed since its tests were listed and has no such cell any more; build again to list them";
        if (run.IsFailureTold)
        {
            return Skipped($"not run: {cause}");
        }

        run.IsFailureTold = failed is not null || end.Problem is not null;
        return failed is not null
            ? new NotebookCellException(failed, end.Document!, $"The cell did not run: {cause}.")
            : new NotebookCellException($"The cell did not run: {cause}");
    }

    private static InvalidOperationException Skipped(string reason) => new(DynamicSkipToken.Value + reason);
}
