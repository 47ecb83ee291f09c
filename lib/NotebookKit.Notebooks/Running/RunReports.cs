using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Running;

/// <summary>How a code cell fared.</summary>
public enum CellOutcome
{
    /// <summary>It ran to its end; or it raised, as its tag <c>raises-exception</c> says it may.</summary>
    Passed,

    /// <summary>It raised an error, or ended the process.</summary>
    Failed,

    /// <summary>It exceeded its own time, or the time of the run ended while it ran.</summary>
    TimedOut,

    /// <summary>Its tag <c>skip-execution</c> says not to run it, or it is empty, or <see cref="RunOptions.Filter"/> leaves it
    /// out.</summary>
    Skipped,

    /// <summary>It was not reached, or stopped by the user.</summary>
    NotRun,
}

/// <summary>How a notebook fared.</summary>
public enum NotebookOutcome
{
    /// <summary>Every cell passed or was skipped.</summary>
    Passed,

    /// <summary>Another notebook did not pass, and with <see cref="RunOptions.StopAtFirstFailure"/> that ended the run.</summary>
    NotReached,

    /// <summary>A cell failed; the cells after it did not run.</summary>
    Failed,

    /// <summary>Every cell passed or was skipped, and the outputs of some are not those that were saved.</summary>
    Differs,

    /// <summary>A parameter is none of the notebook's, or its value does not fit the type of the variable; no cell ran.</summary>
    WrongParameter,

    /// <summary>The file cannot be read as a notebook; no cell ran.</summary>
    Unreadable,

    /// <summary>A cell, or the run, exceeded its time.</summary>
    TimedOut,

    /// <summary>The user stopped the run.</summary>
    Cancelled,
}

/// <summary>How one code cell fared.</summary>
/// <param name="Path">The notebook's path as it was given.</param>
/// <param name="Index">The cell's place in the executed notebook, from 0, counting cells of every kind.</param>
/// <param name="Cell">The cell with its outputs.</param>
/// <param name="Outcome">How it fared.</param>
/// <param name="Duration">How long it ran.</param>
/// <param name="Error">What went wrong, when the outcome is <see cref="CellOutcome.Failed"/> or <see cref="CellOutcome.TimedOut"/>.</param>
public sealed record CellReport(string Path, int Index, NotebookCell Cell, CellOutcome Outcome, TimeSpan Duration, ErrorEvent? Error)
{
    /// <summary>
    /// The texts of the cell's streams and displays, in order and without its error, as a terminal would have shown them: of
    /// a line that was written over, the last state. Of more than 64 Ki characters only the last.
    /// </summary>
    public string Printed => PrintedText.Of(Cell);

    /// <summary>What a reader should know of a cell that passed, as the end of a sentence about it; null when there is nothing.</summary>
    public string? Note { get; init; }

    /// <summary>What differs from the saved outputs; none when nothing does, or nothing was compared.</summary>
    public IReadOnlyList<Comparing.OutputDifference> Differences { get; init; } = [];
}

/// <summary>How one notebook fared.</summary>
/// <param name="Path">Its path as it was given.</param>
/// <param name="Document">The executed notebook; null when it could not be read.</param>
/// <param name="Cells">Its code cells from top to bottom.</param>
/// <param name="Outcome">How it fared.</param>
/// <param name="Duration">From the start of its process to its last cell.</param>
/// <param name="Problem">Why no cell ran, when none did.</param>
public sealed record NotebookReport(
    string Path, NotebookDocument? Document, IReadOnlyList<CellReport> Cells, NotebookOutcome Outcome, TimeSpan Duration, string? Problem)
{
    /// <summary>What a reader should know of the notebook, as the end of a sentence about it; null when there is nothing.</summary>
    public string? Note { get; init; }
}
