using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Running;

/// <summary>How notebooks are executed.</summary>
public sealed record RunOptions
{
    /// <summary>How long a cell may run when neither it nor its notebook says, by default.</summary>
    public static readonly TimeSpan DefaultCellTimeout = TimeSpan.FromSeconds(300);

    /// <summary>What starts the process of a notebook; by default the running program with <see cref="HostCommand.Verb"/>.</summary>
    public HostCommand Host { get; init; } = HostCommand.Self();

    /// <summary>
    /// What starts .NET Interactive, which then executes the cells in place of this project's own process; null for that. Cells of
    /// every language that it has run, and errors, warnings and displays are as there.
    /// </summary>
    public Original.OriginalCommand? Original { get; init; }

    /// <summary>
    /// How long a cell may run. <c>"execution": {"timeout": seconds}</c> in the metadata of the cell, or else of the
    /// notebook, goes before it. <see cref="Timeout.InfiniteTimeSpan"/> for no limit.
    /// </summary>
    public TimeSpan CellTimeout { get; init; } = DefaultCellTimeout;

    /// <summary>How long the whole run may take; null for no limit.</summary>
    public TimeSpan? RunTimeout { get; init; }

    /// <summary>How long one notebook may take; null for no limit.</summary>
    public TimeSpan? NotebookTimeout { get; init; }

    /// <summary>
    /// Whether the cells after one that failed run all the same, as long as the notebook's process lives. The notebook has
    /// failed either way.
    /// </summary>
    public bool ContinueAfterError { get; init; }

    /// <summary>Which cells run; null for all. Notebooks are not chosen by it here: the runner executes those that it is given.</summary>
    public NotebookFilter? Filter { get; init; }

    /// <summary>Whether the first notebook that does not pass ends the run: those that run are stopped, and no other begins.</summary>
    public bool StopAtFirstFailure { get; init; }

    /// <summary>
    /// Whether the reports hold all outputs to the end of the run. If not, those of cells that passed are there until
    /// <see cref="RunHooks.OnNotebookComplete"/> returns, and many notebooks in one run take no more memory than a few.
    /// </summary>
    public bool KeepOutputs { get; init; } = true;

    /// <summary>How many notebooks execute at once.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// The limit of the managed heap of a notebook's process, in bytes. The process as a whole may use 1 GB more. Null for
    /// three quarters of the machine's memory divided by the notebooks that run at once, and at least 1 GB.
    /// </summary>
    public long? MemoryLimit { get; init; }

    /// <summary>
    /// The bytes (UTF-8) that the outputs of a cell may have. What exceeds them is left out, and a sentence in the outputs says
    /// so; the cell goes on.
    /// </summary>
    public long OutputLimit { get; init; } = Session.OutputLimit.Default;

    /// <summary>
    /// Values for the variables of the cell tagged <c>parameters</c>, by name, as they were typed. A notebook that does not
    /// declare one of them does not run.
    /// </summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// How to hold the outputs of cells that passed against those that were saved; null to compare nothing. With it, cells are
    /// skipped and may raise as nbval's marks say, see <see cref="Comparing.CellMarks"/>.
    /// </summary>
    public Comparing.ComparisonOptions? Compare { get; init; }

    /// <summary>Reads a notebook; null for its file as it is.</summary>
    internal Func<string, NotebookDocument>? Load { get; init; }

    /// <summary>The folder in which a notebook's process runs; null for the notebook's own.</summary>
    internal Func<string, string>? FolderOf { get; init; }

    /// <summary>The number that the checks of a cell bear while it runs, or null for none; see <see cref="CheckMime"/>.</summary>
    internal Func<NotebookCell, string?>? CheckNumberOf { get; init; }

    /// <summary>Asked before each cell: whether the cells that are left need not run. Null for no.</summary>
    internal Func<bool>? LeaveOff { get; init; }

    /// <summary>Tells when time is up; a test that does not wait has one of its own.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The limit of the managed heap that holds when <paramref name="notebooks"/> are executed.</summary>
    internal long MemoryLimitFor(int notebooks)
    {
        const long least = 1L << 30;
        int atOnce = Math.Max(1, Math.Min(Jobs, notebooks));
        return MemoryLimit ?? Math.Max(least, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3 / atOnce);
    }
}
