using NotebookKit.Notebooks.Running;

namespace NotebookKit.Tool.Reporting;

/// <summary>Where a notebook of a run stands.</summary>
internal enum RunRowState
{
    /// <summary>Its turn has not come.</summary>
    Waiting,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It has ended, one way or another.</summary>
    Ended,
}

/// <summary>A notebook in the table of a run, at one moment.</summary>
/// <param name="Path">Its path.</param>
internal sealed record RunRow(string Path)
{
    /// <summary>Where it stands.</summary>
    public RunRowState State { get; init; }

    /// <summary>How many code cells it has; null before it is read.</summary>
    public int? Total { get; init; }

    /// <summary>How many of them are done.</summary>
    public int Done { get; init; }

    /// <summary>The place, from 0, of the cell that runs, or that failed or differs.</summary>
    public int? Cell { get; init; }

    /// <summary>The first line of the cell that runs.</summary>
    public string Title { get; init; } = "";

    /// <summary>When it started, from the beginning of the run.</summary>
    public TimeSpan StartedAt { get; init; }

    /// <summary>When it ended, from the beginning of the run.</summary>
    public TimeSpan EndedAt { get; init; }

    /// <summary>How long it took, once it has ended.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>How it fared, once it has ended.</summary>
    public NotebookOutcome Outcome { get; init; }

    /// <summary>Its grade, when it is a submission that was graded.</summary>
    public GradeCount? Grade { get; init; }

    /// <summary>The row of a notebook that has ended.</summary>
    public static RunRow Of(NotebookReport report) => new(report.Path)
    {
        State = RunRowState.Ended,
        Total = report.Document is null ? null : report.Cells.Count,
        Done = ReportText.Done(report),
        Cell = (report.Cells.FirstOrDefault(cell => cell.Error is not null)
            ?? report.Cells.FirstOrDefault(cell => cell.Differences.Count > 0))?.Index,
        Duration = report.Duration,
        Outcome = report.Outcome,
    };
}
