using NotebookKit.Notebooks.Running;

namespace NotebookKit.Tool;

/// <summary>What the exit codes of <c>notebookkit run</c> and <c>notebookkit test</c> mean.</summary>
public static class ExitCodes
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
          130  stopped by Ctrl+C, 143 by SIGTERM
          Where several apply, the highest.
        """;

    /// <summary>The exit code of a run.</summary>
    public static int Of(IEnumerable<NotebookOutcome> outcomes) => outcomes.Select(Of).DefaultIfEmpty(Passed).Max();

    private static int Of(NotebookOutcome outcome) => outcome switch
    {
        // Another notebook's failure stopped it, and tells.
        NotebookOutcome.Passed or NotebookOutcome.NotReached => Passed,
        NotebookOutcome.Failed => CellFailed,
        NotebookOutcome.WrongParameter => WrongUsage,
        NotebookOutcome.Unreadable => Unreadable,
        NotebookOutcome.TimedOut => TimedOut,
        NotebookOutcome.Cancelled => Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "An outcome without an exit code."),
    };
}
