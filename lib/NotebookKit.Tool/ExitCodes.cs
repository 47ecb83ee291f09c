using NotebookKit.Notebooks.Running;

namespace NotebookKit.Tool;

/// <summary>What the exit codes of <c>notebookkit run</c> and <c>notebookkit test</c> mean.</summary>
internal static class ExitCodes
{
    /// <summary>Every notebook passed.</summary>
    public const int Passed = 0;

    /// <summary>A cell failed.</summary>
    public const int CellFailed = 1;

    /// <summary>The command was used wrongly; nothing ran, or a parameter fits no variable.</summary>
    public const int WrongUsage = 2;

    /// <summary>A notebook could not be read, or the executed one not be saved.</summary>
    public const int Unreadable = 3;

    /// <summary>A cell or the run exceeded its time.</summary>
    public const int TimedOut = 4;

    /// <summary>Outputs are not those that were saved.</summary>
    public const int Differs = 5;

    /// <summary>The user stopped the run, as shells say it: 128 and the number of the signal.</summary>
    public const int Cancelled = 130;

    /// <summary>SIGTERM stopped the run.</summary>
    public const int Terminated = 143;

    /// <summary>The text for <c>--help</c>.</summary>
    public const string Help =
        """
        Exit codes:
          0    every notebook passed
          1    a cell failed
          2    wrong usage
          3    a notebook could not be read or saved
          4    a cell or the run timed out
          5    with --compare, an output is not the saved one
          130  stopped by Ctrl+C, 143 by SIGTERM
          Where several apply, the highest; but 1 goes before 5.
        """;

    /// <summary>The exit code of a run.</summary>
    public static int Of(IEnumerable<NotebookOutcome> outcomes)
    {
        var codes = outcomes.Select(Of).ToHashSet();
        // What a cell shows says little when another has failed.
        if (codes.Contains(CellFailed))
        {
            codes.Remove(Differs);
        }

        return codes.DefaultIfEmpty(Passed).Max();
    }

    /// <summary>The exit code of a run, in which a notebook that failed or timed out may also have shown what was not saved.</summary>
    public static int Of(IReadOnlyList<NotebookReport> reports) => Of(reports.SelectMany(report =>
        report.Cells.Any(cell => cell.Differences.Count > 0) ? [report.Outcome, NotebookOutcome.Differs]
            : (NotebookOutcome[])[report.Outcome]));

    private static int Of(NotebookOutcome outcome) => outcome switch
    {
        // Another notebook's failure stopped it, and tells.
        NotebookOutcome.Passed or NotebookOutcome.NotReached => Passed,
        NotebookOutcome.Failed => CellFailed,
        NotebookOutcome.Differs => Differs,
        NotebookOutcome.WrongParameter => WrongUsage,
        NotebookOutcome.Unreadable => Unreadable,
        NotebookOutcome.TimedOut => TimedOut,
        NotebookOutcome.Cancelled => Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "An outcome without an exit code."),
    };
}
