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
            notebooks = search.Notebooks.Count == 0 ? [] : request.Selection.Of(search.Notebooks, lastRun, Say.Done);
        }
        catch (FileNotFoundException error)
        {
            return CommandLine.Fail(error.Message, ExitCodes.WrongUsage);
        }

        if (notebooks.Count == 0)
        {
            return search.Tell();
        }

        if (saver?.FindClash(notebooks) is { } clash)
        {
            return CommandLine.Fail(clash, ExitCodes.WrongUsage);
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
        List<string> unwritten = [.. ResultFile.Write(junit, () => JUnitReport.Write(reports))];
        new RunSummary(screen, signals.Received, request.Durations).Write(reports);
        search.Tell();
        int code = signals.ExitCode(Math.Max(search.Code, ExitCodes.Of(reports)));
        unwritten.ForEach(Say.Wrong);
        return unwritten.Count == 0 ? code : Math.Max(ExitCodes.Unreadable, code);

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

    // Saves a notebook as soon as it has ended, before its end is shown.
    private sealed class SavingHooks(RunHooks inner, Func<NotebookReport, NotebookReport> save) : ForwardingHooks(inner)
    {
        public override void OnNotebookComplete(NotebookReport report) => base.OnNotebookComplete(save(report));
    }
}
