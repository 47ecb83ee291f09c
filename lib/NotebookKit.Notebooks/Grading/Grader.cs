using System.Collections.Concurrent;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;

namespace NotebookKit.Notebooks.Grading;

/// <summary>
/// Grades submissions: executes each in a process of its own, with the teacher's checks in it, and reads what these say.
/// </summary>
/// <remarks>
/// The process is bounded in time, memory and output, but it is no sandbox: it may do whatever the account may that runs it.
/// A result counts only when it comes from one of the teacher's cells and bears the number drawn for that cell. Code that
/// runs in the same process as a check can still forge it, for example by a formatter of its own.
/// </remarks>
internal sealed class Grader(RunOptions options, GradeHooks hooks)
{
    private const int LongestWord = 300;

    /// <summary>Grades submissions, several at once.</summary>
    /// <param name="submissions">The submissions, each file once.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <returns>A grade for each, in their order.</returns>
    public async Task<IReadOnlyList<SubmissionGrade>> GradeAsync(
        IReadOnlyList<Submission> submissions, CancellationToken cancellation = default)
    {
        var byPath = submissions.ToDictionary(submission => submission.Path, StringComparer.Ordinal);
        var notebooks = new ConcurrentDictionary<string, GradedNotebook>(StringComparer.Ordinal);
        RunOptions running = options with
        {
            ContinueAfterError = true,
            // A submission is graded when it ends, and its outputs are not needed after that.
            KeepOutputs = false,
            FolderOf = path => Path.GetDirectoryName(Path.GetFullPath(byPath[path].Lesson.Path))!,
            Load = path =>
            {
                var graded = GradedNotebook.Of(byPath[path].Lesson, NotebookDocument.Load(path));
                notebooks[path] = graded;
                return graded.Document;
            },
            CheckNumberOf = cell => notebooks.Values.Select(notebook => notebook.NumberOf(cell))
                .FirstOrDefault(number => number is not null),
        };
        var grading = new GradingHooks(
            hooks, report => Grade(byPath[report.Path], report, notebooks.GetValueOrDefault(report.Path)));
        IReadOnlyList<NotebookReport> reports = await new NotebookRunner(running, grading)
            .RunAsync([.. submissions.Select(submission => submission.Path)], cancellation).ConfigureAwait(false);
        return [.. reports.Select(grading.GradeOf)];
    }

    private static SubmissionGrade Grade(Submission submission, NotebookReport report, GradedNotebook? notebook)
    {
        if (notebook is null || report.Cells.Count == 0)
        {
            string problem = report.Problem ?? "It holds no cell that runs.";
            return new SubmissionGrade(
                submission, [.. submission.Lesson.Exercises.Select(name => new ExerciseGrade(name, GradeVerdict.Wrong, problem))],
                report.Duration, problem, IsUnreadable: true);
        }

        string? ended = HowItEnded(report);
        return new SubmissionGrade(
            submission, [.. submission.Lesson.Checks.SelectMany(check => Grade(submission.Lesson, check, notebook, report, ended))],
            report.Duration, ended ?? report.Problem, IsUnreadable: false);
    }

    private static IEnumerable<ExerciseGrade> Grade(
        TaughtLesson lesson, CheckCell check, GradedNotebook notebook, NotebookReport report, string? ended)
    {
        NotebookCell cell = notebook.CellOf(check);
        CellReport? run = report.Cells.FirstOrDefault(candidate => candidate.Cell == cell);
        string? number = notebook.NumberOf(cell);
        List<CheckResults.Result> results = [.. CheckResults.Of(cell).Where(result => result.Number == number)];
        IReadOnlyList<string> names = check.Exercises.Count > 0 || results.Count == 0
            ? lesson.NamesOf(check)
            : [.. results.Select(result => result.Exercise).Distinct()];
        foreach (string name in names)
        {
            List<CheckResults.Result> found = [.. results.Where(result => result.Exercise == name)];
            yield return run switch
            {
                null or { Outcome: CellOutcome.NotRun } => Wrong($"The check was not reached. {ended}"),
                { Error: { } error } => Wrong($"The check could not run: {Word(error.Name)}: {Word(error.Value)}"),
                _ when found.Count == 0 => Wrong("The check said nothing."),
                _ when found.Count > 1 => Wrong("The check's result came more than once, so none of them counts."),
                _ => new ExerciseGrade(name, found[0].Verdict, found[0].Hint),
            };

            ExerciseGrade Wrong(string why) => new(name, GradeVerdict.Wrong, why.TrimEnd());
        }
    }

    // Why cells at the end did not run; errors in between are the checks' to judge.
    private static string? HowItEnded(NotebookReport report)
    {
        int last = report.Cells.ToList().FindLastIndex(cell => cell.Outcome is not CellOutcome.NotRun);
        return last == report.Cells.Count - 1 && report.Cells[last].Outcome != CellOutcome.TimedOut ? null
            : last >= 0 && report.Cells[last].Error is { } error ? Word(error.Value)
            : report.Problem ?? "The run was stopped.";
    }

    private static string Word(string text)
    {
        string line = text.Trim().Split('\n')[0].TrimEnd();
        return line.Length <= LongestWord ? line : line[..LongestWord] + "…";
    }
}
