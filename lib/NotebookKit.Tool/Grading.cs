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
                return await FailAsync(string.Join($"\n{CommandLine.Name}: ", problems), ExitCodes.Unreadable).ConfigureAwait(false);
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
                search.Tell();
                return search.Code;
            }
        }
        catch (FileNotFoundException error)
        {
            return await FailAsync(error.Message, ExitCodes.WrongUsage).ConfigureAwait(false);
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

        Write(csv, () => GradeCsv.Write(grades), problems);
        Write(junit, () => GradeJUnit.Write(grades), problems);
        new GradeTable(screen).Write(grades);
        foreach (string stranger in strangers)
        {
            problems.Add($"{stranger}: its name begins with no lesson's; the lessons with checks are "
                + $"{string.Join(", ", lessons.Select(lesson => lesson.Name))}.");
        }

        foreach (string problem in problems)
        {
            await FailAsync(problem, ExitCodes.Unreadable).ConfigureAwait(false);
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

    private static void Write(FileInfo? file, Func<byte[]> content, List<string> problems)
    {
        if (file is null)
        {
            return;
        }

        try
        {
            file.Directory!.Create();
            AtomicFile.Write(file.FullName, content());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{file}: the results could not be written: {error.Message}");
        }
    }

    private static async Task<int> FailAsync(string message, int code)
    {
        await Console.Error.WriteLineAsync($"{CommandLine.Name}: {message}").ConfigureAwait(false);
        return code;
    }
}
