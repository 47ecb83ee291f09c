using System.Collections.Concurrent;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;
using NotebookKit.Shared;
using NotebookKit.Tool.Reporting;

namespace NotebookKit.Tool;

/// <summary>Executes notebooks for a command: finds them, shows progress, saves, reports, and tells the exit code.</summary>
/// <param name="request">What to execute.</param>
/// <param name="saver">Saves executed notebooks; null to save none.</param>
/// <param name="junit">Where to write JUnit XML; null for nowhere.</param>
internal sealed class Execution(ExecutionRequest request, NotebookSaver? saver, FileInfo? junit)
{
    /// <summary>Does it all.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var lastRun = LastRun.Here();
        NotebookSearch search;
        IReadOnlyList<NotebookPath> notebooks;
        try
        {
            search = NotebookPaths.Search(request.Paths, request.ExcludedFolder);
            notebooks = search.Notebooks.Count == 0 ? [] : request.Selection.Of(search.Notebooks, lastRun, Console.WriteLine);
        }
        catch (FileNotFoundException error)
        {
            return await UsageErrorAsync(error.Message).ConfigureAwait(false);
        }

        if (notebooks.Count == 0)
        {
            search.Tell();
            return search.Code;
        }

        if (saver?.FindClash(notebooks) is { } clash)
        {
            return await UsageErrorAsync(clash).ConfigureAwait(false);
        }

        using var signals = new StopSignals(cancellation);
        var screen = Screen.Here();
        var problems = new ConcurrentDictionary<string, string>();
        IReadOnlyList<NotebookReport> reports = screen.IsTerminal
            ? await LiveProgress.ShowAsync(
                screen, [.. notebooks.Select(notebook => notebook.Path)], TimeProvider.System, ExecuteAsync).ConfigureAwait(false)
            : await ExecuteAsync(new PlainProgress(Console.Out)).ConfigureAwait(false);

        reports = [.. reports.Select(WithProblem)];
        lastRun.Note(reports);
        string? junitProblem = junit is null ? null : WriteJUnit(reports);
        new RunSummary(screen, signals.Received, request.Durations).Write(reports);
        search.Tell();
        int code = signals.ExitCode(Math.Max(search.Code, ExitCodes.Of(reports)));
        if (junitProblem is null)
        {
            return code;
        }

        await Console.Error.WriteLineAsync(junitProblem).ConfigureAwait(false);
        return Math.Max(ExitCodes.Unreadable, code);

        Task<IReadOnlyList<NotebookReport>> ExecuteAsync(RunHooks progress)
        {
            var byPath = notebooks.ToDictionary(notebook => notebook.Path);
            var saving = new SavingHooks(progress, report =>
            {
                if (saver?.Save(byPath[report.Path], report) is { } problem)
                {
                    problems[report.Path] = problem;
                }
                return WithProblem(report);
            });
            return new NotebookRunner(request.Options, saving)
                .RunAsync([.. notebooks.Select(notebook => notebook.Path)], signals.Token);
        }

        NotebookReport WithProblem(NotebookReport report) => problems.TryGetValue(report.Path, out string? problem)
            ? report with { Outcome = NotebookOutcome.Unreadable, Problem = problem }
            : report;
    }

    private string? WriteJUnit(IReadOnlyList<NotebookReport> reports)
    {
        try
        {
            junit!.Directory!.Create();
            AtomicFile.Write(junit.FullName, JUnitReport.Write(reports));
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"{junit}: the results could not be written: {error.Message}";
        }
    }

    private static async Task<int> UsageErrorAsync(string message)
    {
        await Console.Error.WriteLineAsync($"notebookkit: {message}").ConfigureAwait(false);
        return ExitCodes.WrongUsage;
    }

    // Saves a notebook as soon as it has ended, before its end is shown.
    private sealed class SavingHooks(RunHooks inner, Func<NotebookReport, NotebookReport> save) : RunHooks
    {
        public override void OnNotebookStart(string path) => inner.OnNotebookStart(path);

        public override void OnNotebookLoaded(string path, NotebookDocument document) => inner.OnNotebookLoaded(path, document);

        public override void OnCellStart(string path, int index, NotebookCell cell) => inner.OnCellStart(path, index, cell);

        public override void OnCellOutput(string path, int index, SessionEvent shown) => inner.OnCellOutput(path, index, shown);

        public override void OnCellExecuted(CellReport report) => inner.OnCellExecuted(report);

        public override void OnCellError(CellReport report) => inner.OnCellError(report);

        public override void OnNotebookComplete(NotebookReport report) => inner.OnNotebookComplete(save(report));
    }
}
