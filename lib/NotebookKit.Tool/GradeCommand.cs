using System.CommandLine;
using System.Globalization;
using NotebookKit.Notebooks.Running;

namespace NotebookKit.Tool;

/// <summary><c>notebookkit grade</c>: what students handed in, graded by the teacher's checks.</summary>
internal static class GradeCommand
{
    private const string Details =
        """
        A submission belongs to the lesson whose name its own begins with, and to the
        student whose name follows; where none follows, to the student after whom its
        folder is called: ada/05-lesson.ipynb and 05-lesson-ada.ipynb are both Ada's.

        Each submission executes in a process of its own, in the lesson's folder, with
        the teacher's checks in the place of the student's. Time, memory and output are
        bounded, but that is no sandbox: grade where nothing can be damaged.

        Exit codes:
          0    every exercise of every submission is right
          1    an exercise is wrong or unanswered
          2    wrong usage
          3    a submission or lesson could not be read, or belongs to no lesson
          130  stopped by Ctrl+C, 143 by SIGTERM
          Where several apply, the highest.
        """;

    private const double UsualCell = 120;
    private const double UsualSubmission = 900;

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        Argument<string[]> submissions = NotebookPaths.Argument(
            "SUBMISSIONS", "What students handed in: notebooks, or folders that are searched for *.ipynb.");
        var lessons = new Option<DirectoryInfo>("--lessons")
        {
            Description = "The folder of the teacher's lessons, saved executed: which cells are checks is seen from what they showed.",
            HelpName = "DIR",
            Required = true,
        };
        Option<FileInfo?> csv = ResultFile.Option("--csv", "Write the results as a table for spreadsheets, one line an exercise.");
        Option<FileInfo?> junit = ResultFile.Option("--junit", "Write the results as JUnit XML, one case an exercise.");
        Option<double> timeout = Seconds("--timeout", "How long a cell may run.", UsualCell);
        Option<double> submissionTimeout = Seconds("--submission-timeout", "How long a whole submission may run.", UsualSubmission);
        Option<int?> jobs = Number("--jobs", "How many submissions execute at once; by default as many as there are cores.", "N", 1);
        jobs.Aliases.Add("-j");
        Option<int?> memory = Number(
            "--memory",
            "The limit of a submission's managed memory; by default three quarters of the machine's, divided by those that run at once.",
            "MB",
            100);
        Option<int> output = OutputLimitOption.Create();
        var command = new DetailedCommand("grade", "Grades what students handed in by the checks of the lessons.", Details)
        {
            submissions, lessons, csv, junit, timeout, submissionTimeout, jobs, memory, output,
        };

        command.SetAction((parsed, cancellation) => new Grading(
            parsed.GetValue(submissions) ?? [], parsed.GetValue(lessons)!.ToString(), parsed.GetValue(csv), parsed.GetValue(junit),
            new RunOptions
            {
                CellTimeout = TimeSpan.FromSeconds(parsed.GetValue(timeout)),
                NotebookTimeout = TimeSpan.FromSeconds(parsed.GetValue(submissionTimeout)),
                Jobs = parsed.GetValue(jobs) ?? Environment.ProcessorCount,
                MemoryLimit = parsed.GetValue(memory) is { } megabytes ? (long)megabytes << 20 : null,
                OutputLimit = OutputLimitOption.Bytes(parsed.GetValue(output)),
            }).RunAsync(cancellation));
        return command;
    }

    private static Option<int?> Number(string name, string description, string help, int least) => new(name)
    {
        Description = description,
        HelpName = help,
        CustomParser = result => ExecutionArguments.ParseNumber(result, name, least),
    };

    // What a stranger's code does has an end in any case: there is no 0 for no limit.
    private static Option<double> Seconds(string name, string description, double usual)
    {
        var option = new Option<double>(name) { Description = description, HelpName = "SECONDS", DefaultValueFactory = _ => usual };
        string expected = string.Create(CultureInfo.InvariantCulture, $"seconds from 1 to {ExecutionArguments.MaxSeconds}");
        option.CustomParser = result => ExecutionArguments.ParseSeconds(result, name, expected, least: 1);
        return option;
    }
}
