using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Grading;
using NotebookKit.Notebooks.Running;
using NotebookKit.Shared;
using NotebookKit.Tool.Reporting;

namespace NotebookKit.Tool;

/// <summary>Grades submissions for the command: finds them, shows progress, reports, and tells the exit code.</summary>
/// <param name="paths">Submissions, or folders of them.</param>
/// <param name="lessonFolder">The teacher's lessons.</param>
/// <param name="csv">Where to write comma-separated values; null for nowhere.</param>
/// <param name="junit">Where to write JUnit XML; null for nowhere.</param>
/// <param name="options">The bounds.</param>
internal sealed class Grading(IReadOnlyList<string> paths, string lessonFolder, FileInfo? csv, FileInfo? junit, RunOptions options)
{
    /// <summary>Does it all.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        IReadOnlyList<NotebookPath> files;
        List<TaughtLesson> lessons;
        var problems = new List<string>();
        try
        {
            if (paths.Count == 0)
            {
                throw new FileNotFoundException("No submission was named. Name notebooks, or the folder that they are in.");
            }

            lessons = Lessons(problems);
            if (problems.Count > 0)
            {
                return CommandLine.Fail(string.Join($"\n{CommandLine.Name}: ", problems), ExitCodes.Unreadable);
            }

            if (lessons.Count == 0)
            {
                throw new FileNotFoundException(
                    $"{lessonFolder}: no notebook there shows a check. Save the lessons executed, with notebookkit run, or tag their "
                    + "check cells check.");
            }

            NotebookSearch search = NotebookPaths.Search(paths, excludedFolder: lessonFolder);
            files = search.Notebooks;
            problems.AddRange(search.Problems);
            if (files.Count == 0)
            {
                return search.Tell();
            }
        }
        catch (FileNotFoundException error)
        {
            return CommandLine.Fail(error.Message, ExitCodes.WrongUsage);
        }

        var submissions = files.Select(file => (file.Path, Submission: Submissions.Of(file.Path, lessons))).ToList();
        List<Submission> known = [.. submissions.Select(item => item.Submission).OfType<Submission>()];
        List<string> strangers = [.. submissions.Where(item => item.Submission is null).Select(item => item.Path)];

        using var signals = new StopSignals(cancellation);
        var screen = Screen.Here();
        IReadOnlyList<SubmissionGrade> grades = known.Count == 0 ? []
            : screen.IsTerminal
            ? await LiveProgress.ShowAsync(
                screen, [.. known.Select(submission => submission.Path)], TimeProvider.System, GradeAsync, "submissions")
                .ConfigureAwait(false)
            : await GradeAsync(new GradeProgress(Console.Out)).ConfigureAwait(false);

        problems.AddRange(ResultFile.Write(csv, () => GradeCsv.Write(grades)));
        problems.AddRange(ResultFile.Write(junit, () => GradeJUnit.Write(grades)));
        new GradeTable(screen).Write(grades);
        problems.AddRange(strangers.Select(stranger => $"{stranger}: its name begins with no lesson's; the lessons with checks are "
            + $"{string.Join(", ", lessons.Select(lesson => lesson.Name))}."));

        foreach (string problem in problems)
        {
            CommandLine.Fail(problem, ExitCodes.Unreadable);
        }

        return signals.Received is not null ? signals.ExitCode(ExitCodes.Cancelled)
            : problems.Count > 0 || grades.Any(grade => grade.IsUnreadable) ? ExitCodes.Unreadable
            : grades.All(grade => grade.Right == grade.Exercises.Count) ? ExitCodes.Passed
            : ExitCodes.CellFailed;

        Task<IReadOnlyList<SubmissionGrade>> GradeAsync(GradeHooks progress) =>
            new Grader(options, progress).GradeAsync(known, signals.Token);
    }

    // A lesson that is missing would leave its submissions ungraded, so that all are looked at and none is graded.
    private List<TaughtLesson> Lessons(List<string> problems)
    {
        var lessons = new List<TaughtLesson>();
        NotebookSearch search = NotebookPaths.Search([lessonFolder]);
        problems.AddRange(search.Problems);
        foreach (NotebookPath file in search.Notebooks)
        {
            try
            {
                var lesson = TaughtLesson.Load(file.Path);
                if (lesson.Exercises.Count > 0)
                {
                    lessons.Add(lesson);
                }
            }
            catch (NotebookFormatException error)
            {
                problems.Add(error.Message);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                problems.Add($"{file.Path}: the lesson could not be read: {error.Message}");
            }
        }

        return lessons;
    }
}
